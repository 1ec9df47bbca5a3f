package org.sngateway.simulator.crash;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;
import org.sngateway.simulator.load.Stamp;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * One device of a crash test and the program on it. It registers two topics, subscribes, and then publishes, asleep or
 * active, with one message outstanding; it never begins anew unless the gateway forces it to. Lives on the loop's thread.
 */
final class CrashDevice implements DeviceApplication {
    /** So many retransmissions that no outage of a test makes a device give up. */
    private static final int RETRIES_MAX = 1_000_000;

    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int QOS2_EVERY = 3;
    private static final int PAYLOAD_OCTETS = 32;
    private static final int PREPARATIONS = 4;
    private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    // configuration
    final int index;
    private final CrashFleet fleet;
    private final FleetShape shape;
    private final DeviceLink link;
    private final long wakeNanos;
    private final long publishNanos;

    // lives as long as the device
    final VirtualDevice device;
    private final SleeperUplink asleepUplink;
    private final byte[] payload = new byte[PAYLOAD_OCTETS];
    private final @Nullable TopicRef[] topics = new TopicRef[2];
    private int prepared;
    private int published;
    private long nextPublishNanos;
    private long reconnectNanos = VirtualDevice.NEVER;
    private boolean wasReady;
    private boolean hasLeft;

    /** When it was first heard from since the fleet's mark; 0 when not yet. */
    long heardNanos;

    /** When it last was ready after a CONNECT. */
    long readyNanos;

    CrashDevice(int index, FleetShape shape, DeviceLink link, CrashFleet fleet) {
        this.index = index;
        this.shape = shape;
        this.fleet = fleet;
        this.link = link;
        wakeNanos = TimeUnit.MILLISECONDS.toNanos(
                shape.wakeMillisMin() + spread(shape.wakeMillisMax() - shape.wakeMillisMin()));
        publishNanos = TimeUnit.MILLISECONDS.toNanos(shape.publishMillis());
        long retryNanos = TimeUnit.MILLISECONDS.toNanos(shape.retryMillis());
        DeviceOptions options = DeviceOptions.of(fleet.names().clientId(index))
                .withCleanSession(shape.isClean(index))
                .withKeepAliveSeconds(KEEP_ALIVE_SECONDS)
                .withRetries(retryNanos, RETRIES_MAX);
        device = new VirtualDevice(options, link, this);
        asleepUplink = new SleeperUplink(link, retryNanos);
    }

    /** A number below {@code limit} of this device's own. */
    private int spread(int limit) {
        return limit <= 0 ? 0 : Math.floorMod(index * 7_919, limit);
    }

    boolean isSleeper() {
        return shape.isSleeper(index);
    }

    boolean isReady() {
        return prepared == PREPARATIONS;
    }

    boolean hasLeft() {
        return hasLeft;
    }

    /** Messages that wait for their acknowledgement. */
    int outstanding() {
        return device.outstandingMessages() + (asleepUplink.isIdle() ? 0 : 1);
    }

    // ---- what the fleet hands in

    void onDatagram(SnMessage message, long nowNanos) {
        if (heardNanos == 0) {
            heardNanos = nowNanos;
        }
        ReturnCode answer = asleepUplink.answer(message);
        if (answer == null) {
            device.onMessage(message, nowNanos);
        } else if (answer.isAccepted()) {
            onPublishAcknowledged(asleepUplink.token(), nowNanos);
        } else {
            onPublishRejected(asleepUplink.token(), answer, nowNanos);
        }
    }

    void onTime(long nowNanos) {
        if (reconnectNanos - nowNanos <= 0 && device.state() == DeviceState.OFFLINE) {
            reconnectNanos = VirtualDevice.NEVER;
            device.connect(nowNanos);
            return;
        }
        if (device.nextDeadlineNanos() <= nowNanos) {
            device.onTime(nowNanos);
        }
        asleepUplink.onTime(nowNanos);
        if (fleet.publishes() && isDue(nowNanos)) {
            publishNext(nowNanos);
        }
    }

    private boolean isDue(long nowNanos) {
        return isReady() && !hasLeft && nextPublishNanos - nowNanos <= 0 && outstanding() == 0;
    }

    private void publishNext(long nowNanos) {
        if (isSleeper()) {
            publishAsleep(nowNanos);
        } else if (device.canPublish()) {
            int qos = published % QOS2_EVERY == QOS2_EVERY - 1 ? 2 : 1;
            TopicRef topic = topics[qos - 1];
            if (topic != null) {
                long token = stamp(qos, nowNanos);
                Qos level = qos == 1 ? Qos.ONE : Qos.TWO;
                OutgoingMessage message = new OutgoingMessage(topic, level, false, Octets.copyOf(payload));
                device.publish(message, token, nowNanos);
                nextPublishNanos = nowNanos + publishNanos;
            }
        }
    }

    /** Half of the sleepers speak while they are awake, the others in the midst of their sleep. */
    private void publishAsleep(long nowNanos) {
        TopicRef topic = topics[0];
        boolean isTime = index % 2 == 0 ? device.state() == DeviceState.AWAKE : device.state() == DeviceState.ASLEEP;
        if (isTime && topic != null && !shape.isQuiet()) {
            long token = stamp(1, nowNanos);
            asleepUplink.publish(topic, Octets.copyOf(payload), token, nowNanos);
            nextPublishNanos = nowNanos + wakeNanos;
        }
    }

    /** Fills the payload of the next message and returns its token. */
    private long stamp(int qos, long nowNanos) {
        published++;
        int stream = PromiseLedger.stream(index, qos);
        int sequence = fleet.uplinks().onSent(stream, nowNanos);
        new Stamp(fleet.names().run(), stream, sequence, nowNanos).into(payload);
        return (long) stream << Integer.SIZE | sequence;
    }

    /** Asks now for what waits at the gateway, if it is asleep. */
    void wakeNow(long nowNanos) {
        if (device.state() == DeviceState.ASLEEP) {
            device.wake(nowNanos);
        }
    }

    /** The same, or once more the PINGREQ that is outstanding. */
    void ping(long nowNanos) {
        if (device.state() == DeviceState.AWAKE) {
            link.send(new PingReq(Octets.ofUtf8(device.options().clientId())));
        } else {
            wakeNow(nowNanos);
        }
    }

    /** Ends the connection in order, or for half of the devices: goes to sleep. What was acknowledged must arrive. */
    void leave(long nowNanos) {
        if (hasLeft || device.state() != DeviceState.ACTIVE || outstanding() > 0) {
            return;
        }
        hasLeft = true;
        if (index % 2 == 0) {
            device.disconnect(nowNanos);
        } else {
            device.sleep(shape.sleepSeconds(), wakeNanos, nowNanos);
        }
    }

    /** A device that had disconnected comes back for its messages. */
    void comeBack(long nowNanos) {
        if (hasLeft && device.state() == DeviceState.OFFLINE) {
            hasLeft = false;
            device.connect(nowNanos);
        }
    }

    // ---- what the device tells

    @Override
    public void onConnected(long nowNanos) {
        prepared = 0;
        for (int qos = 1; qos <= 2; qos++) {
            device.register(fleet.names().uplinkTopic(index, qos), nowNanos);
        }
        if (index % 2 == 0) {
            subscribe(fleet.names().commandTopic(index, 1), Qos.ONE, nowNanos);
            subscribe(fleet.names().commandTopic(index, 2), Qos.TWO, nowNanos);
        } else {
            prepared++;
            subscribe(fleet.names().commandFilter(index), Qos.TWO, nowNanos);
        }
    }

    private void subscribe(String filter, Qos qos, long nowNanos) {
        device.subscribe(new TopicRef.Named(Octets.ofUtf8(filter)), qos, nowNanos);
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal topic, long nowNanos) {
        topics[topicName.equals(fleet.names().uplinkTopic(index, 1)) ? 0 : 1] = topic;
        onPrepared(nowNanos);
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        onPrepared(nowNanos);
    }

    private void onPrepared(long nowNanos) {
        prepared++;
        if (!isReady()) {
            return;
        }
        readyNanos = nowNanos;
        nextPublishNanos = nowNanos + spread((int) publishNanos);
        if (isSleeper()) {
            device.sleep(shape.sleepSeconds(), shape.isQuiet() ? VirtualDevice.NEVER : wakeNanos, nowNanos);
        }
        if (!wasReady) {
            wasReady = true;
            fleet.onFirstReady();
        }
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        startOver("REGISTER was refused with " + code.value(), nowNanos);
    }

    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {
        startOver("SUBSCRIBE was refused with " + code.value(), nowNanos);
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        startOver("CONNECT was refused with " + code.value(), nowNanos);
    }

    @Override
    public void onConnectionLost(LossCause cause, long nowNanos) {
        startOver(cause == LossCause.NO_ANSWER ? "no answer" : "the gateway sent DISCONNECT", nowNanos);
    }

    private void startOver(String cause, long nowNanos) {
        fleet.onStartOver(this, cause);
        prepared = 0;
        asleepUplink.abandon();
        reconnectNanos = nowNanos + RECONNECT_NANOS;
        if (device.state() != DeviceState.OFFLINE) {
            device.disconnect(nowNanos);
        }
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        fleet.uplinks().onPromised((int) (token >>> Integer.SIZE), (int) token, nowNanos);
        if (fleet.publishes() && isDue(nowNanos)) {
            publishNext(nowNanos);
        }
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        if (code.equals(ReturnCode.INVALID_TOPIC_ID)) {
            startOver("PUBLISH to a registered topic id was refused with 2", nowNanos);
        } else {
            fleet.onRefused(code);
            nextPublishNanos = nowNanos + 2 * publishNanos;
        }
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        Stamp stamp = Stamp.of(ByteBuffer.wrap(message.data().toByteArray()));
        if (stamp == null || stamp.run() != fleet.names().run()) {
            fleet.commands().onForeign();
            return;
        }
        int stream = stamp.device();
        String topic = fleet.names().commandTopic(PromiseLedger.device(stream), PromiseLedger.qos(stream));
        if (PromiseLedger.device(stream) == index && topic.equals(message.topicName())) {
            fleet.commands().onArrived(stream, stamp.sequence());
        } else {
            fleet.commands().onForeign();
        }
    }

    @Override
    public void onRetransmitted(SnMessage message, long nowNanos) {
        fleet.onRetransmitted();
    }

    @Override
    public void onStray(SnMessage message, long nowNanos) {
        boolean isDisturbance = message instanceof Publish || message instanceof Register;
        if (isDisturbance && device.state() == DeviceState.ASLEEP) {
            fleet.onDisturbed();
        }
    }

    @Override
    public String toString() {
        return "device " + index + " is " + device.state() + ", " + (isReady() ? "ready" : prepared + " prepared")
                + ", " + outstanding() + " outstanding";
    }
}
