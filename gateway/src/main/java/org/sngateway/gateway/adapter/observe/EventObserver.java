package org.sngateway.gateway.adapter.observe;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DownlinkReceipt;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.Witness;

import java.util.function.LongSupplier;

/**
 * One shard's observer: counts everything, logs what {@link EventLog}'s level asks for, tells its other listener of all but
 * packets, and its witness of what is remembered. The shard's thread calls it; for a message it costs one addition, unless
 * packets are logged.
 */
public final class EventObserver implements GatewayObserver {
    private final EventLog log;
    private final ShardCounters counters;
    private final RepeatedEvents repeated;
    private final Receipts receipts;
    private final EventPace pace;
    private final Witness witness;
    private final DatagramTap tap;
    private final LongSupplier nanoTime;
    private boolean packetsLogged;
    private boolean payloadsLogged;
    private LogLevel packetLevel = LogLevel.DEBUG;
    private boolean brokerDown;

    /** @param nanoTime a monotonic clock in nanoseconds, for the windows of repeated lines only */
    public EventObserver(
            EventLog log, GatewayCounters counters, LongSupplier nanoTime, Witness witness, DatagramTap tap) {
        this.log = log;
        this.counters = counters.addShard();
        this.repeated = new RepeatedEvents(log);
        this.receipts = new Receipts(log);
        this.pace = new EventPace(log);
        this.witness = witness;
        this.tap = tap;
        this.nanoTime = nanoTime;
        adoptLevel();
    }

    /** The log's level has changed. On the shard's thread. */
    public void adoptLevel() {
        packetsLogged = log.settings().packets() || log.isEnabled(LogLevel.DEBUG);
        payloadsLogged = log.isEnabled(LogLevel.TRACE);
        packetLevel =
                log.isEnabled(LogLevel.DEBUG) ? LogLevel.DEBUG : log.settings().level();
    }

    /** Builds an event, for whoever wants it. */
    @FunctionalInterface
    private interface Facts {
        Event addTo(Event event);
    }

    /** Tells of an event that is rare enough for the log, but may come from all devices at once. */
    private void tell(LogLevel level, String name, Facts facts) {
        tell(log.isEnabled(level), level, name, facts);
    }

    /** The same for events that may be many: the log has one a minute, and how many more there were. */
    private void tellSome(LogLevel level, String name, String reason, Facts facts) {
        tell(repeated.admits(level, name, reason, nanoTime.getAsLong()), level, name, facts);
    }

    private void tell(boolean logged, LogLevel level, String name, Facts facts) {
        boolean shown = pace.admits(level, name, nanoTime.getAsLong());
        if (logged || shown) {
            Event event = facts.addTo(Event.of(level, name));
            if (shown) {
                log.show(event);
            }
            if (logged) {
                log.writeOnly(event);
            }
        }
    }

    @Override
    public void received(Peer peer, SnMessage message) {
        counters.received(peer.endpoint().listener(), message.type());
        if (packetsLogged) {
            packet("packet.received", peer, message);
        }
    }

    @Override
    public void sent(Peer peer, SnMessage message) {
        counters.sent(peer.endpoint().listener(), message.type());
        if (message instanceof RegAck regAck) {
            counters.registered(regAck.returnCode().value());
        } else if (message instanceof ConnAck connAck && connAck.returnCode().isAccepted()) {
            counters.count(ShardCounters.Single.CONNECTS_ACCEPTED);
        }
        if (packetsLogged) {
            packet("packet.sent", peer, message);
        }
    }

    private void packet(String name, Peer peer, SnMessage message) {
        Event event = Event.of(packetLevel, name).with("peer", peer.text());
        log.writeOnly(PacketFields.describe(event, message, payloadsLogged));
    }

    @Override
    public void dropped(Peer peer, DropReason reason) {
        counters.dropped(peer.endpoint().listener(), reason);
        witness.dropped(peer, reason);
        if (tap.isOn()) {
            tap.dropped(peer, reason);
        }
        String reasonName = Names.of(reason);
        if (repeated.admits(LogLevel.WARN, "datagram.dropped", reasonName, nanoTime.getAsLong())) {
            log.write(Event.warn("datagram.dropped").with("reason", reasonName).with("peer", peer.text()));
        }
    }

    @Override
    public void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {
        counters.downlinkDropped(reason);
        witness.downlinkDropped(clientId, delivery, reason);
        String reasonName = Names.of(reason);
        tellSome(
                receipts.levelOf(reason),
                receipts.nameOf(reason),
                reasonName,
                event -> event.with("reason", reasonName)
                        .with("client", clientId)
                        .with("topic", delivery.topic())
                        .with("qos", delivery.qos().bits())
                        .with("octets", delivery.payload().length()));
    }

    @Override
    public void uplinkDropped(@Nullable String clientId, @Nullable String topic, Publish publish, DropReason reason) {
        witness.uplinkDropped(clientId, topic, publish, reason);
    }

    @Override
    public void uplinkRefused(String clientId, @Nullable String topic, Publish publish, ReturnCode code) {
        witness.uplinkRefused(clientId, topic, publish, code);
    }

    /** Whoever sent a command wants to know of each of them; the broker's messages are many, and one line stands for several. */
    @Override
    public void downlinkGivenUp(String clientId, DownlinkReceipt receipt, DropReason reason) {
        if (receipt.source() == DownlinkReceipt.Source.BROKER) {
            downlinkDropped(clientId, receipt.delivery(), reason);
        } else {
            counters.downlinkDropped(reason);
            witness.downlinkDropped(clientId, receipt.delivery(), reason);
            receipts.givenUp(clientId, receipt, reason);
        }
    }

    @Override
    public void downlinkDelivered(String clientId, DownlinkReceipt receipt, long nowNanos) {
        if (receipt.source() == DownlinkReceipt.Source.COMMAND) {
            log.write(receipts.delivered(Event.info(Receipts.DELIVERED), clientId, receipt, nowNanos));
        } else {
            tell(LogLevel.DEBUG, Receipts.DELIVERED, event -> receipts.delivered(event, clientId, receipt, nowNanos));
        }
    }

    @Override
    public void retransmitted(String clientId, MessageType type) {
        counters.retransmitted(type);
        witness.retransmitted(clientId);
        if (log.isEnabled(LogLevel.DEBUG)) {
            log.writeOnly(
                    Event.debug("packet.retransmitted").with("client", clientId).with("type", type.name()));
        }
    }

    @Override
    public void stateChanged(String clientId, StateName from, StateName to, SessionCause cause) {
        counters.transition(to, cause);
        witness.stateChanged(clientId, to);
        tell(
                levelOf(to, cause),
                eventOf(from, to),
                event -> event.with("client", clientId)
                        .with("from", Names.of(from))
                        .with("cause", Names.of(cause)));
    }

    /** Each is shown, however many there are: what others keep of the device goes with it. */
    @Override
    public void forgotten(String clientId) {
        witness.forgotten(clientId);
        log.write(Event.debug("client.forgotten").with("client", clientId));
    }

    private static String eventOf(StateName from, StateName to) {
        return switch (to) {
            case CONNECTING -> "client.connecting";
            case ACTIVE -> from == StateName.ASLEEP || from == StateName.AWAKE ? "client.active" : "client.connected";
            case ASLEEP -> "client.asleep";
            case AWAKE -> "client.awake";
            case LOST -> "client.lost";
            case DISCONNECTED -> "client.disconnected";
        };
    }

    /** A wake cycle is daily business; only that a device goes to sleep at all is worth a line. */
    private static LogLevel levelOf(StateName to, SessionCause cause) {
        return switch (to) {
            case CONNECTING, AWAKE -> LogLevel.DEBUG;
            case ASLEEP -> cause == SessionCause.SLEEP ? LogLevel.INFO : LogLevel.DEBUG;
            case LOST -> LogLevel.WARN;
            case ACTIVE, DISCONNECTED -> cause == SessionCause.INTERNAL_ERROR ? LogLevel.ERROR : LogLevel.INFO;
        };
    }

    @Override
    public void connectRefused(Peer peer, String clientId, int returnCode, String detail) {
        counters.refused(returnCode);
        witness.connectRefused(peer);
        tellSome(
                LogLevel.WARN,
                "client.refused",
                "code " + returnCode,
                event -> event.with("client", clientId)
                        .with("peer", peer.text())
                        .with("code", returnCode)
                        .with("detail", detail));
    }

    @Override
    public void addressChanged(String clientId, Peer from, Peer to) {
        counters.count(ShardCounters.Single.ADDRESS_CHANGES);
        tell(
                LogLevel.INFO,
                "client.address_changed",
                event ->
                        event.with("client", clientId).with("from", from.text()).with("to", to.text()));
    }

    @Override
    public void wakeRefused(String clientId, Peer from) {
        counters.count(ShardCounters.Single.WAKES_REFUSED);
        tellSome(
                LogLevel.WARN,
                "client.wake_refused",
                "",
                event -> event.with("client", clientId).with("peer", from.text()));
    }

    /** Each device's connection at debug; that the broker is back at info. */
    @Override
    public void upstreamUp(String clientId, boolean sessionPresent) {
        counters.count(ShardCounters.Single.UPSTREAM_UPS);
        LogLevel level = brokerDown ? LogLevel.INFO : LogLevel.DEBUG;
        brokerDown = false;
        tell(
                level,
                "broker.up",
                event -> event.with("client", clientId).with("session", sessionPresent ? "present" : "new"));
    }

    @Override
    public void upstreamDown(String clientId, String detail) {
        counters.count(ShardCounters.Single.UPSTREAM_DOWNS);
        brokerDown = true;
        tellSome(
                LogLevel.WARN,
                "broker.down",
                "",
                event -> event.with("client", clientId).with("detail", detail));
    }

    @Override
    public void willFired(String clientId, String topic) {
        counters.count(ShardCounters.Single.WILLS_FIRED);
        tell(
                LogLevel.INFO,
                "will.fired",
                event -> event.with("client", clientId).with("topic", topic));
    }

    /** That messages are being stored is news once in a while, not for each of them. */
    @Override
    public void spooled(String clientId, String topic) {
        counters.count(ShardCounters.Single.SPOOLED);
        if (repeated.admits(LogLevel.INFO, "spool.filling", "", nanoTime.getAsLong())) {
            log.write(Event.info("spool.filling").with("client", clientId).with("topic", topic));
        }
    }

    @Override
    public void spooledRefused(String clientId, long id, OutgoingPublish publish, ReturnCode code) {
        counters.count(ShardCounters.Single.SPOOLED_REFUSED);
        witness.spooledRefused(clientId, publish, code);
        tellSome(
                LogLevel.WARN,
                "spool.refused",
                "",
                event -> event.with("client", clientId)
                        .with("id", id)
                        .with("topic", publish.topic())
                        .with("qos", publish.qos().level())
                        .with("code", code.value())
                        .with("message", "the broker refused a message that its device was told is safe"));
    }

    @Override
    public void published(@Nullable String clientId, Direction direction, Publish publish) {
        counters.published(direction, publish);
        if (clientId != null) {
            witness.published(clientId);
        }
    }

    @Override
    public void repeated(Publish publish) {
        counters.repeated(publish.qos().bits());
    }

    @Override
    public void retriesExhausted(String clientId) {
        counters.count(ShardCounters.Single.RETRIES_EXHAUSTED);
    }

    @Override
    public void measured(Measure measure, long nanos) {
        counters.durations().add(measure, nanos);
    }

    @Override
    public void datagramReceived(int listener, int octets) {
        counters.octetsReceived(listener, octets);
    }

    @Override
    public void datagramSent(int listener, int octets) {
        counters.octetsSent(listener, octets);
    }

    @Override
    public DatagramTap tap() {
        return tap;
    }

    /** With the top of the stack: it is our bug, and the only place where the cause is known. */
    @Override
    public void sessionFailed(String clientId, RuntimeException failure) {
        counters.count(ShardCounters.Single.SESSION_FAILURES);
        StringBuilder at = new StringBuilder();
        StackTraceElement[] stack = failure.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, 6); i++) {
            at.append(i == 0 ? "" : " < ")
                    .append(stack[i].getFileName())
                    .append(':')
                    .append(stack[i].getLineNumber());
        }
        log.write(Event.error("session.failed")
                .with("client", clientId)
                .with("cause", failure.toString())
                .with("at", at.toString()));
    }

    /** Says how many lines were held back in windows that are over. On the shard's thread, every few seconds. */
    public void tick() {
        repeated.tick(nanoTime.getAsLong());
        pace.tick(nanoTime.getAsLong());
    }

    /** The same for windows that are not over; at the end. On the shard's thread. */
    public void flush() {
        repeated.flush();
    }
}
