package io.headway.deviation;

/**
 * A fix on its route.
 *
 * @param joined false until the vehicle has been on the route for the first time
 * @param distanceM metres from the route, negative when the fix is left of it
 * @param progressM metres along the route from its start
 * @param remainingM metres along the route to its end
 * @param headingOffDeg degrees between the vehicle's direction and the route's, 0 to 180; NaN when the vehicle's is not known
 * @param movedM metres since the fix before, 0 for the first
 * @param advancedM metres that the progress has changed since, negative when the vehicle drives against the route; 0 for the first on the
 *     route
 * @param seconds in which it did, 0 for the first on the route
 */
record Match(
        boolean joined,
        double distanceM,
        double progressM,
        double remainingM,
        double headingOffDeg,
        double movedM,
        double advancedM,
        double seconds) {

    double awayM() {
        return Math.abs(distanceM);
    }

    /** As it is told in events. */
    String side() {
        return distanceM < 0 ? "left" : "right";
    }
}
