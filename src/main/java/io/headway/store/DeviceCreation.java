package io.headway.store;

/** What became of a device to be created. */
public sealed interface DeviceCreation {

    /** It is there. */
    record Created(Device device) implements DeviceCreation {}

    /** A device of that identity exists already, in this workspace or another; which one is not told. */
    record UniqueIdTaken() implements DeviceCreation {}

    /** The workspace has no such vehicle. */
    record NoSuchVehicle() implements DeviceCreation {}
}
