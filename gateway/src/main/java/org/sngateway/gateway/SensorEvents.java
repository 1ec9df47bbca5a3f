package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.udp.ListenerReport;
import org.sngateway.gateway.adapter.udp.UdpEvents;

/** Writes to the log what becomes of the sockets. */
final class SensorEvents implements UdpEvents {
    private final EventLog log;

    SensorEvents(EventLog log) {
        this.log = log;
    }

    @Override
    public void listening(ListenerReport report) {
        log.write(Event.info("listener.bound")
                .with("listener", report.name())
                .with("udp", report.address())
                .with("transport", report.transport())
                .with("sockets", report.sockets())
                .with("receive_buffer", report.receiveBufferGranted()));
        if (report.isBufferSmall()) {
            log.write(Event.warn("listener.small_buffer")
                    .with("listener", report.name())
                    .with("wanted", report.receiveBufferWanted())
                    .with("granted", report.receiveBufferGranted())
                    .with(
                            "message",
                            "bursts may be lost; raise it with: sysctl -w net.core.rmem_max="
                                    + report.receiveBufferWanted()));
        }
    }

    @Override
    public void multicastJoined(String listener, String group, String interfaceName) {
        log.write(Event.debug("multicast.joined")
                .with("listener", listener)
                .with("group", group)
                .with("interface", interfaceName));
    }

    @Override
    public void multicastUnavailable(String listener, String group, String reason) {
        log.write(Event.warn("multicast.unavailable")
                .with("listener", listener)
                .with("group", group)
                .with("reason", reason)
                .with("message", "devices cannot find this gateway by SEARCHGW through this group"));
    }

    @Override
    public void failed(String listener, Throwable bug) {
        log.write(Event.error("listener.failed").with("listener", listener).with("cause", bug.toString()));
        LastResort.endIfFatal(bug);
    }
}
