package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** Tells one invariant a run, event by event, of the device and client {@link #ME} unless it is said otherwise. */
final class Story {
    static final String ME = "dev";
    static final int TOPIC_ID = 0x0401;
    static final String TOPIC = "t/1";
    static final TopicRef NORMAL = new TopicRef.Normal(TOPIC_ID);

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final DeliveryLedger ledger = new DeliveryLedger();
    private final Invariant invariant;
    private long nowNanos = 1_000 * SECOND_NANOS;
    private @Nullable String broken;

    private Story(Function<DeliveryLedger, Invariant> invariant) {
        this.invariant = invariant.apply(ledger);
    }

    static Story of(Function<DeliveryLedger, Invariant> invariant) {
        return new Story(invariant);
    }

    Story then(WorldEvent... events) {
        for (WorldEvent event : events) {
            String invented = ledger == invariant ? null : ledger.on(event, nowNanos);
            String wrong = invented != null ? invented : invariant.on(event, nowNanos);
            if (broken == null) {
                broken = wrong;
            }
            nowNanos += 1_000;
        }
        return this;
    }

    Story after(double seconds) {
        nowNanos += (long) (seconds * SECOND_NANOS);
        return this;
    }

    Story begins() {
        return then(new WorldEvent.Began(1, Engines.options()));
    }

    /** The gateway hears it from the device. */
    Story hears(SnMessage... messages) {
        for (SnMessage message : messages) {
            then(new WorldEvent.DeviceSent(ME, ME, message), new WorldEvent.GatewayReceived(ME, ME, message));
        }
        return this;
    }

    /** The gateway sends it to the device. */
    Story sends(SnMessage... messages) {
        for (SnMessage message : messages) {
            then(new WorldEvent.GatewaySent(ME, ME, message));
        }
        return this;
    }

    Story turns(StateName from, StateName to) {
        return then(new WorldEvent.SessionStateChanged(ME, from, to));
    }

    Story connects(boolean clean) {
        return connects(clean, StateName.DISCONNECTED);
    }

    Story connects(boolean clean, StateName from) {
        return connects(new Connect(false, clean, 1, 60, Octets.ofUtf8(ME)), from);
    }

    Story connects(Connect connect, StateName from) {
        return hears(connect)
                .turns(from, StateName.CONNECTING)
                .turns(StateName.CONNECTING, StateName.ACTIVE)
                .sends(new ConnAck(ReturnCode.ACCEPTED))
                .then(new WorldEvent.DeviceStateChanged(ME, ME, DeviceState.ACTIVE));
    }

    Story sleeps(int seconds) {
        return hears(new Disconnect(seconds))
                .turns(StateName.ACTIVE, StateName.ASLEEP)
                .sends(Disconnect.PLAIN);
    }

    Story wakes() {
        return hears(new PingReq(Octets.ofUtf8(ME))).turns(StateName.ASLEEP, StateName.AWAKE);
    }

    static Publish up(String key, Qos qos, int msgId) {
        return new Publish(false, qos, false, NORMAL, msgId, Octets.ofUtf8(key + " xx"));
    }

    static Publish down(String key, Qos qos, int msgId) {
        return up(key, qos, msgId);
    }

    static PubAck accepted(int msgId) {
        return new PubAck(TOPIC_ID, msgId, ReturnCode.ACCEPTED);
    }

    static WorldEvent published(String key, Qos qos) {
        return new WorldEvent.DevicePublished(ME, ME, key, TOPIC, qos);
    }

    static WorldEvent brokerGot(String key, Qos qos) {
        return new WorldEvent.BrokerGot(ME, key, TOPIC, qos);
    }

    static WorldEvent queued(String key, Qos qos) {
        return new WorldEvent.BrokerQueued(ME, key, TOPIC, qos);
    }

    static WorldEvent deviceGot(String key, Qos qos) {
        return new WorldEvent.DeviceGot(ME, ME, key, TOPIC, qos);
    }

    static WorldEvent brokerAcked(String key, Qos qos) {
        return new WorldEvent.BrokerWasAcknowledged(ME, key, qos);
    }

    static WorldEvent crashed() {
        return new WorldEvent.GatewayCrashed();
    }

    static WorldEvent started() {
        return new WorldEvent.GatewayStarted(1);
    }

    static WorldEvent healed() {
        return new WorldEvent.Healed();
    }

    static WorldEvent ended() {
        return new WorldEvent.Ended();
    }

    void holds() {
        assertThat(broken).isNull();
    }

    void breaks(String why) {
        assertThat(broken).isNotNull().contains(why);
    }
}
