package io.headway.api;

import io.headway.security.Principal;
import io.headway.security.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which roles may call which operation, read once from the contract's {@code x-roles}, so that what is documented is what is enforced.
 * Immutable; any thread.
 */
final class Access {
    private static final String ROLES = "x-roles";

    private final Map<String, Set<Role>> rolesByOperation;

    /** @throws IllegalStateException when an operation names no role or an unknown one: nothing is open by omission */
    Access(OpenAPIContract contract) {
        var roles = new HashMap<String, Set<Role>>();
        for (var operation : contract.operations()) {
            roles.put(operation.getOperationId(), roles(operation));
        }
        this.rolesByOperation = Map.copyOf(roles);
    }

    boolean permits(Principal principal, Operation operation) {
        return !Collections.disjoint(principal.roles(), rolesByOperation.get(operation.getOperationId()));
    }

    private static Set<Role> roles(Operation operation) {
        var names = operation.getOpenAPIModel().getJsonArray(ROLES, new JsonArray());
        var roles = EnumSet.noneOf(Role.class);
        for (var name : names) {
            roles.add(Role.of(String.valueOf(name))
                    .orElseThrow(() -> new IllegalStateException("operation " + operation.getOperationId() + ": "
                            + ROLES + " has the unknown role " + name)));
        }
        if (roles.isEmpty()) {
            throw new IllegalStateException("operation " + operation.getOperationId() + " has no " + ROLES);
        }
        return roles;
    }
}
