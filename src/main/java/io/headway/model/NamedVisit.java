package io.headway.model;

/** A visit and what the two it joins are called now. Immutable. */
public record NamedVisit(Visit visit, String vehicleName, String geofenceName, String geofenceType) {}
