package org.sngateway.simulator.device;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** A device whose gateway is the test: what it sends and what its program hears must be accounted for, in order. */
final class DeviceFixture implements DeviceApplication {
    static final long SECOND = 1_000_000_000L;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    final VirtualDevice device;
    long nowNanos = 1_000 * SECOND;
    private final List<String> sent = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    /** Client id c1, keep-alive 30 s, T_retry 10 s, N_retry 2, three messages outstanding. */
    DeviceFixture() {
        this(options -> options);
    }

    DeviceFixture(UnaryOperator<DeviceOptions> change) {
        DeviceOptions options = DeviceOptions.of("c1")
                .withKeepAliveSeconds(30)
                .withRetries(10 * SECOND, 2)
                .withWindowMessagesMax(3);
        device = new VirtualDevice(
                change.apply(options), message -> sent.add(HEX.formatHex(SnEncoder.encode(message))), this);
    }

    /** A connected device. */
    static DeviceFixture active() {
        DeviceFixture fixture = new DeviceFixture();
        fixture.connect();
        return fixture;
    }

    void connect() {
        device.connect(nowNanos);
        receives("03 05 00");
        sent.clear();
        hears("connected");
    }

    void fallAsleep(int seconds, long wakeEveryNanos) {
        device.sleep(seconds, wakeEveryNanos, nowNanos);
        sent.clear();
        receives("02 18");
        hears("asleep");
    }

    void publish(Qos qos, int topicId, String text, long token) {
        assertThat(device.publish(
                        new OutgoingMessage(new TopicRef.Normal(topicId), qos, false, Octets.ofUtf8(text)),
                        token,
                        nowNanos))
                .isTrue();
    }

    void receives(String hex) {
        byte[] octets = HEX.parseHex(hex);
        DecodeResult result = SnDecoder.decode(octets, 0, octets.length);
        device.onMessage(((DecodeResult.Decoded) result).message(), nowNanos);
    }

    /** Everything sent since the last look is exactly this. */
    void sends(String... hex) {
        assertThat(sent).containsExactly(hex);
        sent.clear();
    }

    void sendsNothing() {
        assertThat(sent).isEmpty();
    }

    /** Everything the program was told since the last look is exactly this. */
    void hears(String... events) {
        assertThat(heard).containsExactly(events);
        heard.clear();
    }

    void hearsNothing() {
        assertThat(heard).isEmpty();
    }

    /** Lets time pass from deadline to deadline, as a driver would. */
    void pass(double seconds) {
        long end = nowNanos + (long) (seconds * SECOND);
        while (device.nextDeadlineNanos() <= end) {
            nowNanos = Math.max(nowNanos, device.nextDeadlineNanos());
            device.onTime(nowNanos);
        }
        nowNanos = end;
    }

    void checkNoMsgIdLeaks() {
        assertThat(device.msgIdsInUse()).as("message ids in use").isZero();
    }

    @Override
    public void onConnected(long now) {
        heard.add("connected");
    }

    @Override
    public void onConnectRejected(ReturnCode code, long now) {
        heard.add("connect rejected " + code.value());
    }

    @Override
    public void onDisconnected(long now) {
        heard.add("disconnected");
    }

    @Override
    public void onConnectionLost(LossCause cause, long now) {
        heard.add("lost " + cause);
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal topic, long now) {
        heard.add("registered " + topicName + " as " + topic.id());
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long now) {
        heard.add("register rejected " + topicName + " " + code.value());
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long now) {
        heard.add("subscribed " + granted);
    }

    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long now) {
        heard.add("subscribe rejected " + code.value());
    }

    @Override
    public void onUnsubscribed(TopicRef topic, long now) {
        heard.add("unsubscribed");
    }

    @Override
    public void onWillUpdated(long now) {
        heard.add("will updated");
    }

    @Override
    public void onWillUpdateRejected(ReturnCode code, long now) {
        heard.add("will rejected " + code.value());
    }

    @Override
    public void onMessage(ReceivedMessage message, long now) {
        heard.add((message.dup() ? "dup " : "") + message.topicName() + " "
                + message.data().utf8());
    }

    @Override
    public void onPublishAcknowledged(long token, long now) {
        heard.add("acknowledged " + token);
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long now) {
        heard.add("rejected " + token + " " + code.value());
    }

    @Override
    public void onPublishAbandoned(long token, long now) {
        heard.add("abandoned " + token);
    }

    @Override
    public void onAsleep(long now) {
        heard.add("asleep");
    }

    @Override
    public void onCollected(long now) {
        heard.add("collected");
    }

    @Override
    public void onCollectUnanswered(long now) {
        heard.add("collect unanswered");
    }

    @Override
    public void onStray(SnMessage message, long now) {
        heard.add("stray " + message.type());
    }
}
