package io.headway.security;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who a verified token stands for.
 *
 * @param subject its {@code sub}, for the log
 * @param roles at least one
 * @param workspaceId the only workspace whose data it may touch
 * @param vehicles those a driver or a device may send for; empty for others
 * @param trips those a viewer may follow; empty for others
 * @param expiresAtMs epoch milliseconds at which its connection is closed: {@code exp} and the configured leeway
 */
public record Principal(
        String subject, Set<Role> roles, UUID workspaceId, Set<UUID> vehicles, Set<UUID> trips, long expiresAtMs) {
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    public Principal {
        roles = Set.copyOf(roles);
        vehicles = Set.copyOf(vehicles);
        trips = Set.copyOf(trips);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** May send positions at all. */
    public boolean maySend() {
        return has(Role.DRIVER) || has(Role.DEVICE);
    }

    /** May send positions of that vehicle. */
    public boolean maySend(UUID vehicle) {
        return maySend() && vehicles.contains(vehicle);
    }

    /** May watch the vehicles of its workspace. */
    public boolean maySubscribe() {
        return has(Role.OPERATOR) || has(Role.ANALYST) || has(Role.ADMIN);
    }

    /** May look at that trip, if it is of its workspace: a viewer only at those its token names. */
    public boolean mayFollow(UUID trip) {
        return maySubscribe() || has(Role.RESPONDER) || (has(Role.VIEWER) && trips.contains(trip));
    }

    /** May look at any trip at all. */
    public boolean mayFollowSome() {
        return maySubscribe() || has(Role.RESPONDER) || (has(Role.VIEWER) && !trips.isEmpty());
    }

    /** The vehicle that is meant where a message names none: the only one it may send for. */
    public Optional<UUID> onlyVehicle() {
        return vehicles.size() == 1 ? vehicles.stream().findFirst() : Optional.empty();
    }

    /** The tracker behind a device's token, whose subject is the device's id; null for a person. */
    public UUID deviceId() {
        return has(Role.DEVICE) && UUID_FORM.matcher(subject).matches() ? UUID.fromString(subject) : null;
    }
}
