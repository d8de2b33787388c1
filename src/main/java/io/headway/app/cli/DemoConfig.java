package io.headway.app.cli;

import io.headway.app.DemoSecret;
import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Set;

/** The configuration of a demo: what the user has set, a secret of its own where there is none, and devices register themselves. */
final class DemoConfig {
    private DemoConfig() {}

    static HeadwayConfig load(ConfigFile file) throws IOException {
        var overrides = new HashMap<String, String>();
        overrides.put("devices.auto-register", "true");
        var config = file.load(overrides, Set.of());
        if (config.jwt().algorithm().equals("HS256") && config.jwt().secretKey().isEmpty()) {
            overrides.put(
                    "jwt.secret-key", DemoSecret.in(Path.of(config.database().dataDir())));
        }
        return file.load(overrides, EnumSet.allOf(Need.class));
    }
}
