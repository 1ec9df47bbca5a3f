package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A device that keeps to the specification: repeats what is not answered, sleeps, wakes, and forgets ids at CONNECT. */
final class ModelDevice {
    static final String ID = "d";
    static final int SLEEP_SECONDS = 60;
    private static final long RETRY_NANOS = 10 * EngineFixture.SECOND;
    private static final int RETRIES_MAX = 4;

    enum State {
        CONNECTING,
        CONNECTED,
        FALLING_ASLEEP,
        ASLEEP,
        AWAKE
    }

    /** One message on its way up. */
    private record Uplink(String payload, Qos qos, int msgId) {}

    /** Payloads that the application got, with how often. */
    final Map<String, Integer> got = new HashMap<>();

    final List<String> pubAcked = new ArrayList<>();
    final List<String> pubComped = new ArrayList<>();
    State state = State.CONNECTING;

    private final Consumer<SnMessage> radio;
    private final Map<Integer, String> topics = new HashMap<>();
    private final Set<Integer> unreleased = new HashSet<>();
    private final Deque<Uplink> uplinks = new ArrayDeque<>();
    private final int shortTopic = 'u' << 8 | 'p';
    private boolean released;
    private boolean sent;
    private int lastMsgId;
    private int tries;
    private long actNanos;
    private long uplinkNanos;
    private long asleepSinceNanos;

    ModelDevice(Consumer<SnMessage> radio) {
        this.radio = radio;
    }

    void connect(long nowNanos) {
        if (state != State.ASLEEP && state != State.AWAKE) {
            topics.clear();
        }
        state = State.CONNECTING;
        tries = 0;
        sendConnect(nowNanos);
    }

    private void sendConnect(long nowNanos) {
        actNanos = nowNanos + RETRY_NANOS;
        radio.accept(new Connect(false, false, 1, 3600, Octets.ofUtf8(ID)));
    }

    void sleep(long nowNanos) {
        if (state == State.CONNECTED || state == State.AWAKE) {
            state = State.FALLING_ASLEEP;
            tries = 0;
            actNanos = nowNanos + RETRY_NANOS;
            radio.accept(new Disconnect(SLEEP_SECONDS));
        }
    }

    void wake(long nowNanos) {
        if (state == State.ASLEEP) {
            state = State.AWAKE;
            tries = 0;
            actNanos = nowNanos + RETRY_NANOS;
            radio.accept(new PingReq(Octets.ofUtf8(ID)));
        }
    }

    /** What a connected device with nothing to say does before its keep-alive is over. */
    void ping() {
        if (state == State.CONNECTED) {
            radio.accept(PingReq.EMPTY);
        }
    }

    void publish(String payload, Qos qos) {
        uplinks.add(new Uplink(payload, qos, ++lastMsgId));
    }

    boolean isDone() {
        return uplinks.isEmpty();
    }

    void onTime(long nowNanos) {
        if (state == State.ASLEEP && nowNanos - asleepSinceNanos > 50 * EngineFixture.SECOND) {
            wake(nowNanos);
        }
        if (state == State.CONNECTED) {
            publishNext(nowNanos);
        } else if (state != State.ASLEEP && nowNanos >= actNanos) {
            repeat(nowNanos);
        }
    }

    private void repeat(long nowNanos) {
        actNanos = nowNanos + RETRY_NANOS;
        if (state == State.CONNECTING) {
            sendConnect(nowNanos);
        } else if (++tries > RETRIES_MAX) {
            fallAsleep(nowNanos);
        } else {
            radio.accept(state == State.AWAKE ? new PingReq(Octets.ofUtf8(ID)) : new Disconnect(SLEEP_SECONDS));
        }
    }

    private void fallAsleep(long nowNanos) {
        state = State.ASLEEP;
        asleepSinceNanos = nowNanos;
    }

    private void publishNext(long nowNanos) {
        Uplink next = uplinks.peek();
        if (next == null || nowNanos < uplinkNanos) {
            return;
        }
        uplinkNanos = nowNanos + RETRY_NANOS;
        if (released) {
            radio.accept(new PubRel(next.msgId()));
            return;
        }
        boolean acknowledged = next.qos() != Qos.ZERO;
        radio.accept(new Publish(
                sent && acknowledged,
                next.qos(),
                false,
                new TopicRef.ShortName(shortTopic),
                acknowledged ? next.msgId() : 0,
                Octets.ofUtf8(next.payload())));
        sent = true;
        if (!acknowledged) {
            finish();
        }
    }

    private void finish() {
        uplinks.remove();
        released = false;
        sent = false;
        uplinkNanos = 0;
    }

    /** A datagram arrives; a sleeper's radio is off. */
    void receive(SnMessage message, long nowNanos) {
        if (state == State.ASLEEP) {
            return;
        }
        if (state == State.AWAKE) {
            tries = 0;
            actNanos = nowNanos + RETRY_NANOS;
        }
        if (message instanceof ConnAck connAck) {
            if (state == State.CONNECTING && connAck.returnCode().isAccepted()) {
                state = State.CONNECTED;
                uplinkNanos = 0;
            }
        } else if (message instanceof Disconnect) {
            if (state == State.FALLING_ASLEEP) {
                fallAsleep(nowNanos);
            } else if (state != State.CONNECTING) {
                state = State.CONNECTED;
                connect(nowNanos);
            }
        } else if (message instanceof PingResp) {
            if (state == State.AWAKE) {
                fallAsleep(nowNanos);
            }
        } else if (message instanceof Register register) {
            topics.put(register.topicId(), String.valueOf(register.topicName().utf8()));
            radio.accept(new RegAck(register.topicId(), register.msgId(), ReturnCode.ACCEPTED));
        } else if (message instanceof Publish publish) {
            onPublish(publish);
        } else if (message instanceof PubRel pubRel) {
            unreleased.remove(pubRel.msgId());
            radio.accept(new PubComp(pubRel.msgId()));
        } else {
            onAnswer(message, nowNanos);
        }
    }

    private void onPublish(Publish publish) {
        if (publish.topic() instanceof TopicRef.Normal normal && !topics.containsKey(normal.id())) {
            radio.accept(new PubAck(normal.id(), publish.msgId(), ReturnCode.INVALID_TOPIC_ID));
            return;
        }
        String payload = String.valueOf(publish.data().utf8());
        if (publish.qos() != Qos.TWO || unreleased.add(publish.msgId())) {
            got.merge(payload, 1, Integer::sum);
        }
        if (publish.qos() == Qos.ONE) {
            radio.accept(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.ACCEPTED));
        } else if (publish.qos() == Qos.TWO) {
            radio.accept(new PubRec(publish.msgId()));
        }
    }

    private void onAnswer(SnMessage message, long nowNanos) {
        @Nullable Uplink current = uplinks.peek();
        if (current == null) {
            return;
        }
        if (message instanceof PubAck pubAck && pubAck.msgId() == current.msgId()) {
            if (!pubAck.returnCode().isAccepted()) {
                uplinkNanos = nowNanos + 3 * RETRY_NANOS;
            } else if (current.qos() == Qos.ONE) {
                pubAcked.add(current.payload());
                finish();
            }
        } else if (message instanceof PubRec pubRec && pubRec.msgId() == current.msgId()) {
            released = true;
            uplinkNanos = nowNanos + RETRY_NANOS;
            radio.accept(new PubRel(current.msgId()));
        } else if (message instanceof PubComp pubComp && pubComp.msgId() == current.msgId() && released) {
            pubComped.add(current.payload());
            finish();
        }
    }
}
