package io.headway.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.protocol.Protocols;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TrackerLinksTest {
    @Test
    void fleets_of_different_protocols_do_not_take_over_from_each_other() {
        var identities = new HashSet<String>();
        for (var service : Protocols.all()) {
            var target = new TrackerLinks.Target("localhost", service.port(), service, false);
            assertThat(identities.add(target.identity(0))).as(service.name()).isTrue();
            assertThat(identities.add(target.identity(59_999)))
                    .as(service.name())
                    .isTrue();
        }
    }
}
