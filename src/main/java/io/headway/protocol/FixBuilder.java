package io.headway.protocol;

import io.headway.model.Fix;
import io.vertx.core.buffer.Buffer;

/**
 * Owned by the thread that decodes. Gathers what a message says of one instant; whatever it does not say stays unknown. Used again after
 * {@link #build} or {@link #status}.
 */
public final class FixBuilder {
    /** The international knot: 1,852 m an hour (ISO 80000-3). */
    static final double KMH_PER_KNOT = 1.852;

    private final AttributesWriter attributes = new AttributesWriter();
    private long recordedAtMs;
    private double latitude;
    private double longitude;
    private float altitudeM;
    private float speedKmh;
    private float headingDeg;
    private float accuracyM;
    private int satellites;
    private boolean valid;

    public FixBuilder() {
        clear();
    }

    private void clear() {
        recordedAtMs = FixTime.UNKNOWN;
        latitude = Double.NaN;
        longitude = Double.NaN;
        altitudeM = Float.NaN;
        speedKmh = Float.NaN;
        headingDeg = Float.NaN;
        accuracyM = Float.NaN;
        satellites = -1;
        valid = true;
    }

    /** @param epochMs see {@link FixTime} */
    public FixBuilder at(long epochMs) {
        recordedAtMs = epochMs;
        return this;
    }

    /** WGS84 degrees, north and east positive; NaN when unknown. */
    public FixBuilder degrees(double latitudeDeg, double longitudeDeg) {
        latitude = latitudeDeg;
        longitude = longitudeDeg;
        return this;
    }

    /** Metres above mean sea level; NaN when unknown. */
    public FixBuilder altitudeM(double metres) {
        altitudeM = (float) metres;
        return this;
    }

    /** NaN when unknown. */
    public FixBuilder speedKmh(double kmh) {
        speedKmh = (float) kmh;
        return this;
    }

    /** NaN when unknown. */
    public FixBuilder speedKnots(double knots) {
        speedKmh = (float) (knots * KMH_PER_KNOT);
        return this;
    }

    /** Degrees from north, clockwise; NaN when unknown. */
    public FixBuilder headingDeg(double degrees) {
        headingDeg = (float) degrees;
        return this;
    }

    /** Radius of the horizontal accuracy circle, metres; NaN when unknown. */
    public FixBuilder accuracyM(double metres) {
        accuracyM = (float) metres;
        return this;
    }

    /** Satellites used; negative when unknown. */
    public FixBuilder satellites(long count) {
        satellites = count < 0 || count > Short.MAX_VALUE ? -1 : (int) count;
        return this;
    }

    /** Whether the receiver claims a current fix; true unless said otherwise. */
    public FixBuilder valid(boolean claimsFix) {
        valid = claimsFix;
        return this;
    }

    /** Everything else that the message holds. */
    public AttributesWriter attributes() {
        return attributes;
    }

    /** Whether coordinates have been given. */
    public boolean hasLocation() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }

    /** The fix; the builder is empty afterwards. */
    public Fix build() {
        var fix = new Fix(
                recordedAtMs,
                latitude,
                longitude,
                altitudeM,
                speedKmh,
                headingDeg,
                accuracyM,
                satellites,
                valid,
                attributes.take());
        clear();
        return fix;
    }

    /**
     * What was gathered as a report without a fix; the builder is empty afterwards.
     *
     * @param receivedAtMs stands in when the message had no time of its own
     */
    public Frame.Status status(String uniqueId, long receivedAtMs, Buffer reply) {
        var status = new Frame.Status(
                uniqueId, recordedAtMs == FixTime.UNKNOWN ? receivedAtMs : recordedAtMs, attributes.take(), reply);
        clear();
        return status;
    }
}
