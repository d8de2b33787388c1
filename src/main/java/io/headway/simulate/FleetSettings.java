package io.headway.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a simulated fleet is and where it sends. Vehicles with even numbers are Teltonika trackers, those with odd ones phones.
 *
 * @param host where the engine listens
 * @param teltonikaPort its Teltonika port
 * @param httpPort its port for HTTP and WebSocket
 * @param tokenForVehicle gives a token that may send for the vehicle; called on the fleet's event loop, at each connecting
 * @param count vehicles, at least 1
 * @param seed the same seed makes the same fleet drive the same way
 * @param tours closed routes that vehicles drive round and round, by the vehicle's number; the others drive at random
 */
public record FleetSettings(
        String host,
        int teltonikaPort,
        int httpPort,
        Function<UUID, String> tokenForVehicle,
        int count,
        long seed,
        Map<Integer, Tour> tours) {
    private static final long FIRST_IMEI = 350_000_000_000_001L;

    public FleetSettings {
        if (count < 1) {
            throw new IllegalArgumentException("a fleet has at least 1 vehicle, not " + count);
        }
    }

    /**
     * A route that a vehicle drives.
     *
     * @param path {@code [lng, lat]} of each point, WGS84 degrees, at least two; from the last it goes straight to the first
     * @param strays whether the driver leaves it for a while on every round
     */
    public record Tour(List<double[]> path, boolean strays) {}

    /** The IMEIs of the fleet's trackers, from 350000000000001 on. */
    public List<String> imeis() {
        var imeis = new ArrayList<String>();
        for (var number = 0; number < count; number += 2) {
            imeis.add(imei(number));
        }
        return imeis;
    }

    /** The ids of the vehicles whose phones send, the same in every run, so that they can be registered beforehand. */
    public List<UUID> phoneVehicles() {
        var ids = new ArrayList<UUID>();
        for (var number = 1; number < count; number += 2) {
            ids.add(phoneVehicle(number));
        }
        return ids;
    }

    static boolean isTracker(int number) {
        return number % 2 == 0;
    }

    static String imei(int number) {
        return String.valueOf(FIRST_IMEI + number / 2);
    }

    /** The vehicle of a phone, which is one with an odd number. */
    public static UUID phoneVehicle(int number) {
        return UUID.nameUUIDFromBytes(("headway simulated phone " + number / 2).getBytes(StandardCharsets.US_ASCII));
    }
}
