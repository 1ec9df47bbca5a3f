package org.sngateway.simulator.fleet.port;

import org.sngateway.codec.v12.SnMessage;

/** Datagrams between devices and the gateway. All calls and callbacks on the site's thread. */
public interface Wire {
    /** What arrives for a socket; {@code octets} is the length of the datagram. */
    interface Receiver {
        void receive(SnMessage message, int octets);

        /** Something that is no MQTT-SN message. */
        void receiveMalformed(int octets);
    }

    /** A source address of its own. */
    interface Socket {
        /** A message, which may be a forwarder's Encapsulated. */
        void send(SnMessage message);

        /** Any octets at all. */
        void sendRaw(byte[] datagram);

        /** From now on another source port, or another source address as well; nothing arrives at the old one. */
        void rebind(boolean changesAddress);

        void receiver(Receiver receiver);

        void close();
    }

    /** Opens a socket; fails with a SiteException (one sentence) where the system has no more. */
    Socket open(Receiver receiver);
}
