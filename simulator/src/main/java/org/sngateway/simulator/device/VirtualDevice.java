package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;

/**
 * An MQTT-SN 1.2 device without any input or output of its own: whoever drives it hands in what arrived and that time
 * has passed, and takes what it sends. Not thread-safe. After every call, {@link #nextDeadlineNanos} says when {@link
 * #onTime} has something to do at the earliest.
 */
public final class VirtualDevice {
    /** No deadline at all. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND_NANOS = 1_000_000_000L;

    // configuration
    private final DeviceOptions options;
    private final DeviceApplication application;
    private final Octets clientId;

    // lives as long as the device
    private final MessageIds msgIds = new MessageIds();
    private final TopicTable topics;
    private final Outbox outbox;
    private final DownlinkReceiver downlink;
    private final CurrentWill will;
    private final DeviceDispatch dispatch;

    // lives as long as the connection
    private final UplinkWindow uplink;
    private final RequestQueue requests;
    private final Supervision control;
    private DeviceState state = DeviceState.OFFLINE;
    private long wakeEveryNanos;
    private long wakeNanos = NEVER;

    public VirtualDevice(DeviceOptions options, DeviceLink link, DeviceApplication application) {
        this.options = options;
        this.application = application;
        clientId = Octets.ofUtf8(options.clientId());
        topics = new TopicTable(options.predefined());
        outbox = new Outbox(link, application);
        downlink = new DownlinkReceiver(options, topics, outbox, application);
        uplink = new UplinkWindow(options, msgIds, topics, outbox, application);
        will = new CurrentWill(options.will());
        requests = new RequestQueue(options, msgIds, topics, will, new RequestQueue.Voices(outbox, application));
        control = new Supervision(options);
        dispatch = new DeviceDispatch(this, downlink, uplink, requests);
    }

    public DeviceOptions options() {
        return options;
    }

    public DeviceState state() {
        return state;
    }

    /** QoS 1 and 2 messages that wait for their acknowledgement. */
    public int outstandingMessages() {
        return uplink.count();
    }

    /** QoS 2 messages that arrived and whose PUBREL has not; to leave now would end their handshake unfinished. */
    public int unreleasedMessages() {
        return downlink.unreleased();
    }

    /** Whether {@link #publish} would take a QoS 1 or 2 message now. */
    public boolean canPublish() {
        return state == DeviceState.ACTIVE && !uplink.isFull();
    }

    /** Whether {@link #publish} would take a QoS 1 message now although the device sleeps. */
    public boolean canPublishAsleep() {
        return state == DeviceState.ASLEEP && !uplink.isFull();
    }

    /** Whether it can hear anything: a sleeper's radio is on only as long as it waits for an answer. */
    public boolean isRadioOn() {
        return state != DeviceState.ASLEEP || uplink.asleepDeadlineNanos() != NEVER;
    }

    /** The id that the gateway assigned to this name, or {@code null}. */
    public TopicRef.@Nullable Normal topicOf(String name) {
        return topics.idOf(name);
    }

    /** Message ids in use: zero whenever nothing is outstanding. */
    int msgIdsInUse() {
        return msgIds.count();
    }

    /** Sends CONNECT, from any state: a device that reboots does not ask. What was outstanding is abandoned. */
    public void connect(long nowNanos) {
        requests.clear();
        if (options.cleanSession() && state != DeviceState.ASLEEP) {
            topics.clear();
            downlink.clear();
        }
        state = DeviceState.CONNECTING;
        wakeNanos = NEVER;
        ask(new Connect(will.get() != null, options.cleanSession(), 1, options.keepAliveSeconds(), clientId), nowNanos);
    }

    /** Asks for the id of {@code topicName}; {@code false} when not connected or too many requests wait. */
    public boolean register(String topicName, long nowNanos) {
        if (!canAsk()) {
            return false;
        }
        requests.ask(new Register(0, msgIds.take(), Octets.ofUtf8(topicName)), nowNanos);
        return true;
    }

    /** Subscribes to a Named, Predefined or ShortName topic; {@code false} like {@link #register}. */
    public boolean subscribe(TopicRef topic, Qos qos, long nowNanos) {
        if (!canAsk()) {
            return false;
        }
        requests.ask(new Subscribe(false, qos, msgIds.take(), topic), nowNanos);
        return true;
    }

    /** Ends a subscription; {@code false} like {@link #register}. */
    public boolean unsubscribe(TopicRef topic, long nowNanos) {
        if (!canAsk()) {
            return false;
        }
        requests.ask(new Unsubscribe(msgIds.take(), topic), nowNanos);
        return true;
    }

    /** The Will that this device has, with all changes that were confirmed; {@code null} when it has none. */
    public @Nullable DeviceWill will() {
        return will.get();
    }

    /** Gives the Will another topic, or the device a Will whose message is yet to come; {@code false} like {@link #register}. */
    public boolean updateWillTopic(String topic, Qos qos, boolean retain, long nowNanos) {
        return askForWill(new WillTopicUpd(qos, retain, Octets.ofUtf8(topic)), nowNanos);
    }

    /** Gives the Will another message; {@code false} like {@link #register}. */
    public boolean updateWillMessage(Octets data, long nowNanos) {
        return askForWill(new WillMsgUpd(data), nowNanos);
    }

    /** Deletes the Will, topic and message; {@code false} like {@link #register}. */
    public boolean deleteWill(long nowNanos) {
        return askForWill(WillTopicUpd.EMPTY, nowNanos);
    }

    private boolean askForWill(SnMessage update, long nowNanos) {
        if (!canAsk()) {
            return false;
        }
        requests.ask(update, nowNanos);
        return true;
    }

    private boolean canAsk() {
        return state == DeviceState.ACTIVE && !requests.isFull();
    }

    /**
     * Publishes {@code message}. QoS -1 goes out in every state, QoS 1 also from a sleeper, which need not wake up for it
     * (SN12-AMB-30). QoS 1 and 2 are reported under {@code token} later.
     *
     * @return {@code false} when the device is not active, or not asleep either, or its window is full; nothing was sent
     */
    public boolean publish(OutgoingMessage message, long token, long nowNanos) {
        if (message.qos().isAcknowledged()) {
            if (message.qos() == Qos.ONE && canPublishAsleep()) {
                uplink.publishAsleep(message, token, nowNanos);
                return true;
            }
            if (!canPublish()) {
                return false;
            }
            uplink.publish(message, token, nowNanos);
            return true;
        }
        if (state != DeviceState.ACTIVE && message.qos() != Qos.MINUS_ONE) {
            return false;
        }
        outbox.send(new Publish(false, message.qos(), message.retain(), message.topic(), 0, message.data()), nowNanos);
        return true;
    }

    /**
     * Goes to sleep. Messages that are still outstanding stay so and are repeated when the device is active again.
     *
     * @param wakeEvery how long after falling asleep, and after each wake-up, the device collects its messages; {@link
     *     #NEVER} when {@link #wake} is called instead
     */
    public void sleep(int durationSeconds, long wakeEvery, long nowNanos) {
        if (state != DeviceState.ACTIVE && state != DeviceState.ASLEEP && state != DeviceState.AWAKE) {
            throw new IllegalStateException(options.clientId() + " cannot go to sleep when " + state);
        }
        state = DeviceState.FALLING_ASLEEP;
        wakeEveryNanos = wakeEvery;
        wakeNanos = NEVER;
        ask(new Disconnect(durationSeconds), nowNanos);
    }

    /** Collects what waits at the gateway: PINGREQ with the client id. Only while asleep. */
    public void wake(long nowNanos) {
        if (state != DeviceState.ASLEEP) {
            throw new IllegalStateException(options.clientId() + " cannot wake up when " + state);
        }
        state = DeviceState.AWAKE;
        wakeNanos = NEVER;
        ask(new PingReq(clientId), nowNanos);
    }

    /** Ends the connection in order; does nothing when there is none. */
    public void disconnect(long nowNanos) {
        if (state == DeviceState.OFFLINE) {
            return;
        }
        state = DeviceState.DISCONNECTING;
        wakeNanos = NEVER;
        requests.clear();
        ask(Disconnect.PLAIN, nowNanos);
        uplink.abandonAll(nowNanos);
    }

    /** A datagram's message arrived from the gateway. */
    public void onMessage(SnMessage message, long nowNanos) {
        if (state == DeviceState.AWAKE) {
            control.extend(nowNanos);
        }
        dispatch.onMessage(message, nowNanos);
    }

    /** When {@link #onTime} next has something to do, or {@link #NEVER}. */
    public long nextDeadlineNanos() {
        if (state == DeviceState.ASLEEP) {
            return Math.min(wakeNanos, uplink.asleepDeadlineNanos());
        }
        if (state != DeviceState.ACTIVE) {
            return control.deadlineNanos();
        }
        long retryNanos = Math.min(control.deadlineNanos(), Math.min(uplink.deadlineNanos(), requests.deadlineNanos()));
        return control.isRunning() ? retryNanos : Math.min(retryNanos, keepAliveNanos());
    }

    private long keepAliveNanos() {
        int seconds = options.keepAliveSeconds();
        return seconds == 0 ? NEVER : outbox.lastSentNanos() + seconds * SECOND_NANOS;
    }

    /** Time has passed: repeats, pings and wakes up as far as it is due. */
    public void onTime(long nowNanos) {
        if (state == DeviceState.ASLEEP) {
            uplink.onTimeAsleep(nowNanos);
            if (wakeNanos <= nowNanos) {
                wake(nowNanos);
            }
            return;
        }
        if (control.deadlineNanos() <= nowNanos && !retryControl(nowNanos)) {
            return;
        }
        if (state != DeviceState.ACTIVE) {
            return;
        }
        if (!uplink.onTime(nowNanos) || !requests.onTime(nowNanos)) {
            lose(LossCause.NO_ANSWER, nowNanos);
        } else if (!control.isRunning() && keepAliveNanos() <= nowNanos) {
            ask(PingReq.EMPTY, nowNanos);
        }
    }

    private boolean retryControl(long nowNanos) {
        SnMessage request = control.retry(nowNanos);
        if (request != null) {
            outbox.repeat(request, nowNanos);
            return true;
        }
        if (state == DeviceState.AWAKE) {
            fallAsleep(nowNanos);
            application.onCollectUnanswered(nowNanos);
        } else if (state == DeviceState.DISCONNECTING) {
            endConnection();
            application.onDisconnected(nowNanos);
        } else {
            lose(LossCause.NO_ANSWER, nowNanos);
        }
        return false;
    }

    private void ask(SnMessage request, long nowNanos) {
        control.start(request, nowNanos);
        outbox.send(request, nowNanos);
    }

    void onConnAck(ReturnCode code, SnMessage message, long nowNanos) {
        if (state != DeviceState.CONNECTING) {
            application.onStray(message, nowNanos);
            return;
        }
        if (!code.isAccepted()) {
            endConnection();
            uplink.abandonAll(nowNanos);
            application.onConnectRejected(code, nowNanos);
            return;
        }
        control.stop();
        state = DeviceState.ACTIVE;
        uplink.resume(nowNanos);
        application.onConnected(nowNanos);
    }

    void onWillTopicReq(SnMessage message, long nowNanos) {
        DeviceWill offered = will.get();
        if (state != DeviceState.CONNECTING || offered == null) {
            application.onStray(message, nowNanos);
            return;
        }
        ask(new WillTopic(offered.qos(), offered.retain(), Octets.ofUtf8(offered.topic())), nowNanos);
    }

    void onWillMsgReq(SnMessage message, long nowNanos) {
        DeviceWill offered = will.get();
        if (state != DeviceState.CONNECTING || offered == null) {
            application.onStray(message, nowNanos);
            return;
        }
        ask(new WillMsg(offered.data()), nowNanos);
    }

    void onPingResp(SnMessage message, long nowNanos) {
        if (state == DeviceState.AWAKE) {
            fallAsleep(nowNanos);
            application.onCollected(nowNanos);
        } else if (state == DeviceState.ACTIVE && control.isRunning()) {
            control.stop();
        } else {
            application.onStray(message, nowNanos);
        }
    }

    void onDisconnect(SnMessage message, long nowNanos) {
        switch (state) {
            case OFFLINE -> application.onStray(message, nowNanos);
            case FALLING_ASLEEP -> {
                fallAsleep(nowNanos);
                application.onAsleep(nowNanos);
            }
            case DISCONNECTING -> {
                endConnection();
                application.onDisconnected(nowNanos);
            }
            case CONNECTING, ACTIVE, ASLEEP, AWAKE -> lose(LossCause.GATEWAY_DISCONNECT, nowNanos);
        }
    }

    /** The gateway may ask whether its device is alive (MQTT-SN 1.2 s.6.11). */
    void onPingReq(SnMessage message, long nowNanos) {
        if (state == DeviceState.ACTIVE) {
            outbox.send(new PingResp(), nowNanos);
        } else {
            application.onStray(message, nowNanos);
        }
    }

    /** Whether downlink messages are expected now; a sleeper must hear nothing. */
    boolean isListening() {
        return state == DeviceState.ACTIVE || state == DeviceState.AWAKE || state == DeviceState.FALLING_ASLEEP;
    }

    void onStray(SnMessage message, long nowNanos) {
        application.onStray(message, nowNanos);
    }

    private void fallAsleep(long nowNanos) {
        control.stop();
        state = DeviceState.ASLEEP;
        wakeNanos = wakeEveryNanos == NEVER ? NEVER : nowNanos + wakeEveryNanos;
    }

    private void lose(LossCause cause, long nowNanos) {
        endConnection();
        uplink.abandonAll(nowNanos);
        application.onConnectionLost(cause, nowNanos);
    }

    private void endConnection() {
        control.stop();
        requests.clear();
        wakeNanos = NEVER;
        state = DeviceState.OFFLINE;
    }
}
