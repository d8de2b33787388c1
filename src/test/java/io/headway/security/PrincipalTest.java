package io.headway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PrincipalTest {
    private static final UUID OWN = UUID.fromString("0d6c6f2e-7b52-4f0f-8a54-2f6c8d8a9b22");
    private static final UUID OTHER = UUID.fromString("1d6c6f2e-7b52-4f0f-8a54-2f6c8d8a9b22");

    @Test
    void a_driver_and_a_device_send_for_their_own_vehicles_only() {
        for (var role : Set.of(Role.DRIVER, Role.DEVICE)) {
            var principal = principal(role, Set.of(OWN));
            assertThat(principal.maySend(OWN)).isTrue();
            assertThat(principal.maySend(OTHER)).isFalse();
            assertThat(principal.maySubscribe()).isFalse();
            assertThat(principal.onlyVehicle()).hasValue(OWN);
        }
    }

    @Test
    void operator_analyst_and_admin_watch_and_do_not_send() {
        for (var role : Set.of(Role.OPERATOR, Role.ANALYST, Role.ADMIN)) {
            var principal = principal(role, Set.of(OWN));
            assertThat(principal.maySubscribe()).isTrue();
            assertThat(principal.maySend()).isFalse();
            assertThat(principal.maySend(OWN)).isFalse();
        }
    }

    @Test
    void responder_and_viewer_do_neither() {
        for (var role : Set.of(Role.RESPONDER, Role.VIEWER)) {
            var principal = principal(role, Set.of(OWN));
            assertThat(principal.maySubscribe()).isFalse();
            assertThat(principal.maySend()).isFalse();
        }
    }

    @Test
    void with_two_vehicles_a_message_has_to_name_one() {
        assertThat(principal(Role.DRIVER, Set.of(OWN, OTHER)).onlyVehicle()).isEmpty();
    }

    @Test
    void a_viewer_follows_only_the_trips_of_its_token() {
        var viewer = new Principal("rider", Set.of(Role.VIEWER), OTHER, Set.of(), Set.of(OWN), 1);
        assertThat(viewer.mayFollow(OWN)).isTrue();
        assertThat(viewer.mayFollow(OTHER)).isFalse();
        assertThat(principal(Role.OPERATOR, Set.of()).mayFollow(OTHER)).isTrue();
        var driver = new Principal("driver", Set.of(Role.DRIVER), OTHER, Set.of(), Set.of(OWN), 1);
        assertThat(driver.mayFollow(OWN)).isFalse();
    }

    private static Principal principal(Role role, Set<UUID> vehicles) {
        return new Principal("someone", Set.of(role), OTHER, vehicles, Set.of(), 1);
    }
}
