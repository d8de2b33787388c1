package io.headway.security;

import io.headway.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Understands the role names of other platforms; our own names always mean themselves. Immutable. */
final class RoleNames {
    private final Map<String, Role> aliases;

    private RoleNames(Map<String, Role> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Reads the aliases of the configuration.
     *
     * @param aliases each {@code theirs=ours}
     * @throws ConfigException when one names a role we do not have
     */
    static RoleNames of(List<String> aliases) {
        var roles = new HashMap<String, Role>();
        for (var alias : aliases) {
            int equals = alias.indexOf('=');
            var ours = alias.substring(equals + 1).strip();
            var role = Role.of(ours)
                    .orElseThrow(() -> new ConfigException("jwt.role-aliases", alias, "there is no role " + ours));
            roles.put(alias.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT), role);
        }
        return new RoleNames(roles);
    }

    Optional<Role> role(String claim) {
        return Role.of(claim).or(() -> Optional.ofNullable(aliases.get(claim.toLowerCase(Locale.ROOT))));
    }
}
