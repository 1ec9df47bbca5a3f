package org.sngateway.simulator.conformance;

/** What a {@link FaultyProxy} does to datagrams; unless it says otherwise it passes them on. For the proxy's thread. */
interface Fault {
    /** A datagram of a device. */
    default void onDevice(byte[] octets, FaultyProxy.Lane lane) {
        lane.toGateway(octets);
    }

    /** A datagram of the gateway. */
    default void onGateway(byte[] octets, FaultyProxy.Lane lane) {
        lane.toDevice(octets);
    }
}
