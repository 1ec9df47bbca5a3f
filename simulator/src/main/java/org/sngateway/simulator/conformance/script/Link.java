package org.sngateway.simulator.conformance.script;

/** Where the datagrams of one device go. */
interface Link {
    void send(byte[] datagram);
}
