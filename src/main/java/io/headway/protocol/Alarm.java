package io.headway.protocol;

import java.util.Locale;

/** The words of {@link Attribute#ALARM}, over all protocols. What a maker has beyond them is left to its event code. */
public enum Alarm {
    ACCIDENT,
    BONNET,
    CALL,
    CORNERING,
    DOOR,
    FALL,
    FATIGUE,
    FUEL_LEAK,
    GENERAL,
    GEOFENCE,
    GEOFENCE_ENTER,
    GEOFENCE_EXIT,
    GNSS_ANTENNA_CUT,
    HARSH_ACCELERATION,
    HARSH_BRAKING,
    HIGH_RPM,
    IDLE,
    JAMMING,
    LANE_CHANGE,
    LOW_BATTERY,
    LOW_POWER,
    LOW_SPEED,
    MOVEMENT,
    OVERSPEED,
    PARKING,
    POWER_CUT,
    POWER_OFF,
    POWER_ON,
    POWER_RESTORED,
    REMOVED,
    SOS,
    TAMPERING,
    TEMPERATURE,
    TIRE,
    TOW,
    VIBRATION;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** As it stands in the attributes. */
    public String tag() {
        return tag;
    }
}
