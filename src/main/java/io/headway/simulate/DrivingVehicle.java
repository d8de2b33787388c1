package io.headway.simulate;

import io.headway.model.Fix;

/** Something that drives and reports. Owned by whoever calls it; not thread safe. */
interface DrivingVehicle {

    /**
     * Drives on to a time and reports.
     *
     * @param recordedAtMs milliseconds since 1970-01-01T00:00Z, not before the last call's
     */
    Fix next(long recordedAtMs);
}
