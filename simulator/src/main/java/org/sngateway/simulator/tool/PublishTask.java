package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Publishes all payloads, registering the topic first where it has a name. */
final class PublishTask extends DeviceTask {
    /** How long a device that may sleep stays awake with nothing to publish. */
    static final long IDLE_NANOS = SECOND_NANOS;

    /** The longest message with a one-octet Length, which every gateway should take (MQTT-SN 1.2 s.5.2.1). */
    private static final int USUAL_OCTETS_MAX = 255;

    /** A message that the gateway has not acknowledged yet, and whether its topic id had to be renewed for it. */
    private record Unacknowledged(Octets payload, boolean again) {}

    // configuration
    private final PublishPlan plan;
    private final Payloads payloads;

    // lives as long as the connection
    private @Nullable TopicRef topic;
    private boolean registering;
    private long idleSinceNanos = VirtualDevice.NEVER;

    // lives as long as the task
    private final Map<Long, Unacknowledged> outstanding = new HashMap<>();
    private final Deque<Octets> again = new ArrayDeque<>();
    private long sent;
    private long delivered;

    PublishTask(String gateway, PublishPlan plan) {
        super(gateway);
        this.plan = plan;
        payloads = plan.payloads();
    }

    @Override
    void start(long nowNanos) {
        if (plan.qos() != Qos.MINUS_ONE) {
            device().connect(nowNanos);
        }
    }

    @Override
    void connected(long nowNanos) {
        topic = plan.topic() instanceof TopicRef.Named ? null : plan.topic();
        registering = false;
        idleSinceNanos = nowNanos;
    }

    @Override
    long actNanos() {
        boolean mayFallAsleep = plan.sleepSeconds() > 0 && device().state() == DeviceState.ACTIVE;
        long idleEndNanos = mayFallAsleep && outstanding.isEmpty() && topic != null
                ? idleSinceNanos + IDLE_NANOS
                : VirtualDevice.NEVER;
        return Math.min(idleEndNanos, canSend() ? payloads.readyNanos() : VirtualDevice.NEVER);
    }

    private boolean canSend() {
        DeviceState state = device().state();
        return plan.qos() == Qos.MINUS_ONE
                || state == DeviceState.ASLEEP
                || state == DeviceState.ACTIVE
                        && topic != null
                        && (!plan.qos().isAcknowledged() || device().canPublish());
    }

    @Override
    void act(long nowNanos) {
        if (plan.qos() == Qos.MINUS_ONE) {
            topic = plan.topic();
            publishWhatIsReady(nowNanos);
            if (payloads.isFinished()) {
                end(Outcome.OK);
            }
        } else if (device().state() == DeviceState.ASLEEP) {
            wakeUpFor(nowNanos);
        } else if (device().state() == DeviceState.ACTIVE) {
            actConnected(nowNanos);
        }
    }

    /** CONNECT makes a sleeper active again (MQTT-SN 1.2 s.6.14). */
    private void wakeUpFor(long nowNanos) {
        if (payloads.isReady(nowNanos)) {
            device().connect(nowNanos);
        } else if (payloads.isFinished()) {
            end(Outcome.OK);
        }
    }

    private void actConnected(long nowNanos) {
        if (topic == null) {
            resolveTopic(nowNanos);
        }
        if (topic == null) {
            return;
        }
        publishWhatIsReady(nowNanos);
        if (!outstanding.isEmpty() || !again.isEmpty() || payloads.isReady(nowNanos)) {
            return;
        }
        if (payloads.isFinished()) {
            finish(nowNanos);
        } else if (plan.sleepSeconds() > 0 && idleSinceNanos + IDLE_NANOS <= nowNanos) {
            device().sleep(plan.sleepSeconds(), plan.sleepSeconds() * SECOND_NANOS, nowNanos);
        }
    }

    private void resolveTopic(long nowNanos) {
        if (plan.topic() instanceof TopicRef.Named named && !registering) {
            String name = String.valueOf(named.name().utf8());
            topic = device().topicOf(name);
            registering = topic == null && device().register(name, nowNanos);
        }
    }

    private void publishWhatIsReady(long nowNanos) {
        while (canSend()) {
            boolean repeats = !again.isEmpty();
            Octets payload = repeats ? again.remove() : payloads.poll(nowNanos);
            if (payload == null) {
                return;
            }
            publish(payload, repeats, nowNanos);
        }
    }

    private void publish(Octets payload, boolean repeats, long nowNanos) {
        TopicRef target = topic;
        if (target == null) {
            throw new IllegalStateException("no topic to publish to");
        }
        idleSinceNanos = nowNanos;
        long token = ++sent;
        if (plan.qos().isAcknowledged()) {
            outstanding.put(token, new Unacknowledged(payload, repeats));
        }
        OutgoingMessage message = new OutgoingMessage(target, plan.qos(), plan.retain(), payload);
        if (!device().publish(message, token, nowNanos)) {
            throw new IllegalStateException("the device said that it could publish");
        }
        if (!plan.qos().isAcknowledged()) {
            delivered++;
            payloads.onDelivered(nowNanos);
        }
    }

    private void finish(long nowNanos) {
        if (plan.sleepSeconds() > 0) {
            await(Outcome.OK);
            device().sleep(plan.sleepSeconds(), VirtualDevice.NEVER, nowNanos);
        } else {
            leave(Outcome.OK, nowNanos);
        }
    }

    @Override
    public void onAsleep(long nowNanos) {
        if (isLeaving()) {
            end(Outcome.OK);
        }
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal id, long nowNanos) {
        registering = false;
        topic = id;
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        leave(Outcome.refused("the topic " + topicName, code), nowNanos);
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        outstanding.remove(token);
        idleSinceNanos = nowNanos;
        delivered++;
        payloads.onDelivered(nowNanos);
    }

    /** A gateway that has forgotten the topic id gets the name, and the message, once more (SN12-PUBC-02). */
    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        Unacknowledged message = outstanding.remove(token);
        if (message != null && !message.again() && canRegisterAnew(code)) {
            again.add(message.payload());
            topic = null;
        } else {
            leave(Outcome.refused("message " + token + soFar(), code), nowNanos);
        }
    }

    private boolean canRegisterAnew(ReturnCode code) {
        return code.equals(ReturnCode.INVALID_TOPIC_ID) && plan.topic() instanceof TopicRef.Named;
    }

    /** QoS 0 is refused by PUBACK, too (SN12-PUBC-02), when the device has gone on already. */
    @Override
    public void onStray(SnMessage message, long nowNanos) {
        if (message instanceof PubAck ack && !ack.returnCode().isAccepted() && plan.qos() == Qos.ZERO) {
            leave(Outcome.refused("a message of QoS 0", ack.returnCode()), nowNanos);
        }
    }

    @Override
    void stop(long nowNanos) {
        if (outstanding.isEmpty()) {
            super.stop(nowNanos);
        } else {
            leaveWithin(STOP_NANOS, Outcome.failure(ToolExit.FAILURE, "interrupted" + soFar()), nowNanos);
        }
    }

    @Override
    void onLost(LossCause cause, long nowNanos) {
        String detail = cause == LossCause.NO_ANSWER ? perhapsTooLong() : "";
        end(lost(cause, wasConnected() ? detail + soFar() : ""));
    }

    /** Gateways drop a datagram that is too long for them without a word, and then seem to be gone. */
    private String perhapsTooLong() {
        int octets = outstanding.values().stream()
                .mapToInt(message -> octetsOf(message.payload()))
                .max()
                .orElse(0);
        return octets <= USUAL_OCTETS_MAX
                ? ""
                : "; it may be that a message of " + octets
                        + " octets is too long for it: gateways drop such without an"
                        + " answer, many from 1400 octets on, some from " + (USUAL_OCTETS_MAX + 1);
    }

    private int octetsOf(Octets payload) {
        return SnEncoder.encodedLength(
                new Publish(false, plan.qos(), plan.retain(), new TopicRef.Normal(1), 1, payload));
    }

    private String soFar() {
        String done = plan.qos().isAcknowledged() ? "acknowledged" : "sent";
        return "; " + delivered + (delivered == 1 ? " message was " : " messages were ") + done + " before";
    }
}
