package io.headway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRulesTest {
    private static final WebhookRules STRICT = new WebhookRules(false, false);
    private static final WebhookRules OPEN = new WebhookRules(true, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTPS://example.com:8443/hooks/headway?tenant=7",
                "https://8.8.8.8/",
                "https://[2001:4860:4860::8888]/"
            })
    void an_https_address_with_a_public_host_is_accepted(String url) {
        assertThat(STRICT.urlProblem(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/hook",
                "http://example.com/",
                "ftp://example.com/",
                "https:example.com",
                "https:///hook",
                "https://user:password@example.com/",
                "https://example.com/#part",
                "https://example.com:0/",
                "https://example.com:70000/",
                "https://exa mple.com/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://10.0.0.1/",
                "https://2130706433/",
                "https://999.1.1.1.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://example.com/\r\nHost: other"
            })
    void anything_else_is_refused(String url) {
        assertThat(STRICT.urlProblem(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://[::1]/", "https://10.0.0.1/"})
    void what_is_allowed_by_configuration_is_accepted(String url) {
        assertThat(OPEN.urlProblem(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "geofence.*", "vehicle.*", "trip.*", "geofence.entered", "vehicle.route_deviated"})
    void a_type_a_family_of_types_and_all_types_can_be_wanted(String type) {
        assertThat(WebhookRules.typeProblem(type)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".*",
                "geofence",
                "geofence*",
                "geo.*",
                "geofence.e*",
                "geofence.entered.*",
                "route.*",
                "**",
                "vehicle.position_updated"
            })
    void what_matches_no_event_cannot_be_wanted(String type) {
        assertThat(WebhookRules.typeProblem(type)).isPresent();
    }
}
