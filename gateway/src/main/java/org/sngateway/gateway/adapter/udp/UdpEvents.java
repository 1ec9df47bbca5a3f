package org.sngateway.gateway.adapter.udp;

/** What an operator may want to know of the sockets. Called by the thread that opens the transport, or by a shard's. */
public interface UdpEvents {

    /** A listener is open. Look at {@link ListenerReport#isBufferSmall}. */
    void listening(ListenerReport report);

    /** A group was joined on an interface: at the start, or because the interface came back. */
    void multicastJoined(String listener, String group, String interfaceName);

    /** A group could not be joined. Told once, until the reason changes; the listener serves on without it. */
    void multicastUnavailable(String listener, String group, String reason);

    /** Our bug: a datagram could not be dealt with. */
    void failed(String listener, Throwable bug);
}
