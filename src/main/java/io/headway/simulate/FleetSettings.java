package io.headway.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a simulated fleet is and where it sends.
 *
 * @param trackers where its trackers send, and in which protocol
 * @param phones where its phones send: with them vehicles with even numbers have trackers and those with odd ones phones; without, all have
 *     trackers
 * @param count vehicles, at least 1
 * @param seed the same seed makes the same fleet drive the same way
 * @param tours closed routes that vehicles drive round and round, by the vehicle's number; the others drive at random
 */
public record FleetSettings(
        TrackerLinks.Target trackers, Optional<Phones> phones, int count, long seed, Map<Integer, Tour> tours) {

    public FleetSettings {
        if (count < 1) {
            throw new IllegalArgumentException("a fleet has at least 1 vehicle, not " + count);
        }
    }

    /**
     * Where phones send JSON over WebSocket.
     *
     * @param port of HTTP and WebSocket
     * @param tokenForVehicle gives a token that may send for the vehicle; called on the fleet's event loop, at each connecting
     */
    public record Phones(String host, int port, Function<UUID, String> tokenForVehicle) {}

    /**
     * A route that a vehicle drives.
     *
     * @param path {@code [lng, lat]} of each point, WGS84 degrees, at least two; from the last it goes straight to the first
     * @param strays whether the driver leaves it for a while on every round
     */
    public record Tour(List<double[]> path, boolean strays) {}

    /** The identities of the fleet's trackers. */
    public List<String> identities() {
        var identities = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            if (isTracker(number)) {
                identities.add(identity(number));
            }
        }
        return identities;
    }

    /** The ids of the vehicles whose phones send, the same in every run, so that they can be registered beforehand. */
    public List<UUID> phoneVehicles() {
        var ids = new ArrayList<UUID>();
        for (var number = 0; number < count; number++) {
            if (!isTracker(number)) {
                ids.add(phoneVehicle(number));
            }
        }
        return ids;
    }

    boolean isTracker(int number) {
        return phones.isEmpty() || number % 2 == 0;
    }

    String identity(int number) {
        return trackers.identity(phones.isEmpty() ? number : number / 2);
    }

    /** The vehicle of a phone, which is one with an odd number. */
    public static UUID phoneVehicle(int number) {
        return UUID.nameUUIDFromBytes(("headway simulated phone " + number / 2).getBytes(StandardCharsets.US_ASCII));
    }
}
