package org.sngateway.simulator.demo;

import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A thing whose gateway is the test, in virtual time. */
final class ThingFixture<T extends Thing> {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;

    /** Makes the thing under test. */
    interface Maker<T> {
        T make(List<SnMessage> link, News news);
    }

    final T thing;
    final List<String> news = new ArrayList<>();
    long nowNanos;
    private final List<SnMessage> sent = new ArrayList<>();

    ThingFixture(Maker<T> maker) {
        thing = maker.make(sent, (who, what) -> news.add(who + " " + what));
    }

    /** Time passes; what is due is done. */
    void after(long nanos) {
        nowNanos += nanos;
        thing.onTime(nowNanos);
    }

    /** The one message sent since the last look. */
    <M extends SnMessage> M sends(Class<M> type) {
        assertThat(sent).singleElement().isInstanceOf(type);
        return type.cast(sent.remove(0));
    }

    /** What was sent since the last look. */
    List<SnMessage> sent() {
        return sent;
    }

    void sendsNothing() {
        assertThat(sent).isEmpty();
    }

    void receives(SnMessage message) {
        thing.device().onMessage(message, nowNanos);
    }

    void receives(int topicId, String text) {
        receives(new Publish(false, Qos.ONE, false, new TopicRef.Predefined(topicId), 77, Octets.ofUtf8(text)));
    }

    void acknowledge(Publish publish) {
        receives(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED));
    }

    /** Publishes to this predefined id with QoS 1, is acknowledged; what it said. */
    String publishesTo(int topicId) {
        Publish publish = sends(Publish.class);
        assertThat(publish.topic()).isEqualTo(new TopicRef.Predefined(topicId));
        assertThat(publish.qos()).isEqualTo(Qos.ONE);
        acknowledge(publish);
        return String.valueOf(publish.data().utf8());
    }

    /** Connects, and subscribes to this predefined id. */
    void connects(int subscribesTo) {
        sends(Connect.class);
        receives(new ConnAck(ReturnCode.ACCEPTED));
        Subscribe subscribe = sends(Subscribe.class);
        assertThat(subscribe.topic()).isEqualTo(new TopicRef.Predefined(subscribesTo));
        receives(new SubAck(Qos.ONE, subscribesTo, subscribe.msgId(), ReturnCode.ACCEPTED));
    }

    void fallsAsleepFor(int seconds) {
        assertThat(sends(Disconnect.class)).isEqualTo(new Disconnect(seconds));
        receives(Disconnect.PLAIN);
    }

    void collected() {
        receives(new PingResp());
    }
}
