package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorLink;
import org.sngateway.gateway.session.port.SessionDirectory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The engine between a {@link ModelDevice} and a {@link ModelBroker}, and the promises it is held to. */
final class ModelWorld implements SensorLink, SessionDirectory {
    private static final long STEP_NANOS = EngineFixture.SECOND / 2;
    private static final Peer.Udp PEER = Peer.Udp.ofIpv4(0, 10 << 24 | 1, 5000);

    /** A datagram on its way. */
    private record Datagram(SnMessage message, long dueNanos) {}

    private final Random random;
    private final ModelBroker broker = new ModelBroker();
    private final RecordingObserver observer = new RecordingObserver();
    private final ModelDevice device = new ModelDevice(this::fromDevice);
    private final GatewayEngine engine;
    private final Deque<Datagram> up = new ArrayDeque<>();
    private final Deque<Datagram> down = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final Map<Integer, String> meaningOfMsgId = new HashMap<>();
    private final Map<String, Integer> lastFirstSent = new HashMap<>();
    private final Set<String> sentBefore = new HashSet<>();
    private final Set<Integer> announced = new HashSet<>();
    private final Map<String, Qos> published = new HashMap<>();

    private int lostNumber = -1;
    private int doubledNumber = -1;
    private int datagrams;
    private double loss;
    private double doubling;
    private boolean answering;
    private int checkedAcknowledgements;
    private int seenTransitions;
    private boolean wakesUp;
    private int count;
    private long nowNanos = 1000 * EngineFixture.SECOND;

    ModelWorld(long seed) {
        random = new Random(seed);
        ClientProfile profile = new ClientProfile(List.of(), List.of(), true, 1400);
        Ports ports = new Ports(this, broker, this, (clientId, peer) -> profile, observer);
        engine = new GatewayEngine(TestOptions.defaults(), ports, new PredefinedTopics(List.of()), nowNanos);
    }

    /** Trouble first, then peace, then the reckoning. */
    void run() {
        device.connect(nowNanos);
        pass(5);
        subscribe();
        loss = random.nextDouble() * 0.4;
        doubling = random.nextDouble() * 0.3;
        int steps = 20 + random.nextInt(80);
        for (int i = 0; i < steps; i++) {
            act();
        }
        loss = 0;
        doubling = 0;
        broker.accepts = true;
        for (int i = 0; i < 60 && !isSettled(); i++) {
            broker.answersEverything();
            if (!device.isDone() && device.state == ModelDevice.State.ASLEEP) {
                device.connect(nowNanos);
            }
            pass(30);
            // A message that was repeated in vain waits until the device is heard.
            device.ping();
        }
        checkTheEnd();
    }

    /**
     * One quiet conversation with everything in it, in which the datagram of one number is lost and that of another is
     * doubled; returns how many datagrams there were.
     */
    int converse(int lost, int doubled) {
        lostNumber = lost;
        doubledNumber = doubled;
        device.connect(nowNanos);
        live(25);
        subscribe();
        device.publish("u1", Qos.ONE);
        device.publish("u2", Qos.TWO);
        publishDown("w/1", Qos.ONE);
        publishDown("w/2", Qos.TWO);
        publishDown("w/1", Qos.ZERO);
        live(60);
        device.sleep(nowNanos);
        live(25);
        publishDown("w/3", Qos.ONE);
        publishDown("a", Qos.TWO);
        publishDown("a", Qos.ONE);
        live(60);
        device.connect(nowNanos);
        live(30);
        device.publish("u3", Qos.TWO);
        publishDown("w/1", Qos.TWO);
        live(300);
        checkTheEnd();
        return datagrams;
    }

    /** Lets time pass with a broker that answers within seconds. */
    private void live(int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            broker.answersEverything();
            pass(5);
        }
    }

    private void subscribe() {
        fromDevice(Messages.subscribe(60_001, "a", Qos.TWO));
        fromDevice(Messages.subscribe(60_002, "w/+", Qos.TWO));
        pass(5);
    }

    private boolean isSettled() {
        return device.isDone() && broker.kept() == 0;
    }

    private void act() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> publishDown();
            case 3, 4 -> device.publish("u" + ++count, qos());
            case 5 -> device.sleep(nowNanos);
            case 6 -> device.wake(nowNanos);
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    device.connect(nowNanos);
                }
            }
            case 8 -> broker.breaks();
            case 9 -> broker.accepts = random.nextInt(3) > 0;
            case 10 -> broker.answersEverything();
            default -> pass(random.nextInt(40));
        }
        if (random.nextInt(3) > 0) {
            pass(random.nextInt(4));
        }
    }

    private Qos qos() {
        return switch (random.nextInt(3)) {
            case 0 -> Qos.ZERO;
            case 1 -> Qos.ONE;
            default -> Qos.TWO;
        };
    }

    private void publishDown() {
        publishDown(random.nextBoolean() ? "a" : "w/" + random.nextInt(3), qos());
    }

    private void publishDown(String topic, Qos qos) {
        String payload = topic + "|" + qos + "|" + ++count;
        published.put(payload, qos);
        log("broker publishes " + payload);
        broker.publish(topic, payload, qos);
    }

    private void pass(int seconds) {
        long end = nowNanos + seconds * EngineFixture.SECOND;
        settle();
        while (nowNanos < end) {
            nowNanos += STEP_NANOS;
            travel();
            device.onTime(nowNanos);
            engine.onTime(nowNanos);
            settle();
        }
    }

    private void travel() {
        Datagram next = up.peek();
        while (next != null && next.dueNanos() <= nowNanos) {
            up.remove();
            onArrival(next.message());
            next = up.peek();
        }
        next = down.peek();
        while (next != null && next.dueNanos() <= nowNanos) {
            down.remove();
            log("  device gets " + next.message());
            device.receive(next.message(), nowNanos);
            next = down.peek();
        }
    }

    private void onArrival(SnMessage message) {
        log("  engine gets " + message);
        if (message instanceof RegAck regAck) {
            announced.add(regAck.topicId());
        }
        answering = true;
        engine.onMessage(PEER, message, nowNanos);
        settle();
        answering = false;
    }

    private void settle() {
        ScriptedBroker.@Nullable Pending pending = broker.events.poll();
        while (pending != null) {
            log("  engine hears " + pending.event());
            engine.onBrokerEvent(pending.owner(), pending.event(), nowNanos);
            pending = broker.events.poll();
        }
        assertThat(observer.failures).as(this::text).isEmpty();
        while (checkedAcknowledgements < broker.acknowledged.size()) {
            String payload = broker.acknowledged.get(checkedAcknowledgements++);
            assertThat(device.got.containsKey(payload) || isGivenUp(payload))
                    .as(() -> String.format("S3: acknowledged %s without the device having it\n", payload) + text())
                    .isTrue();
        }
    }

    private boolean isGivenUp(String payload) {
        return observer.downlinkDrops.stream().anyMatch(drop -> drop.startsWith(payload + " "));
    }

    private void fromDevice(SnMessage message) {
        transmit(up, message);
    }

    private void transmit(Deque<Datagram> link, SnMessage message) {
        int number = datagrams++;
        if (random.nextDouble() < loss || number == lostNumber) {
            log("    lost: " + message);
            return;
        }
        Datagram last = link.peekLast();
        long due = nowNanos + random.nextInt(3) * STEP_NANOS;
        due = last == null ? due : Math.max(due, last.dueNanos());
        link.add(new Datagram(message, due));
        if (random.nextDouble() < doubling || number == doubledNumber) {
            link.add(new Datagram(message, due));
        }
    }

    @Override
    public void send(Peer.Udp peer, SnMessage message) {
        log("  engine sends " + message);
        checkSilence(message);
        if (message instanceof ConnAck) {
            onConnAck();
        } else if (message instanceof SubAck subAck) {
            announced.add(subAck.topicId());
        } else if (message instanceof Register register) {
            checkMsgId(register.msgId(), "REGISTER " + register.topicId());
        } else if (message instanceof Publish publish) {
            checkPublish(publish);
        }
        transmit(down, message);
    }

    private void onConnAck() {
        for (; seenTransitions < observer.transitions.size(); seenTransitions++) {
            String transition = observer.transitions.get(seenTransitions);
            if (transition.contains(">CONNECTING")) {
                wakesUp = transition.contains("ASLEEP>") || transition.contains("AWAKE>");
            } else if (transition.contains("CONNECTING>ACTIVE") && !wakesUp) {
                announced.clear();
            }
        }
    }

    private void checkSilence(SnMessage message) {
        Session session = engine.session(ModelDevice.ID);
        boolean asleep = session != null && session.state() instanceof SessionState.Asleep;
        boolean unasked = message instanceof Publish || message instanceof Register || !answering;
        boolean endOfWake = message instanceof org.sngateway.codec.v12.PingResp || message instanceof Disconnect;
        assertThat(asleep && unasked && !endOfWake)
                .as(() -> String.format("S5: %s to a sleeper\n", message) + text())
                .isFalse();
        assertThat(asleep && message instanceof PubRel && !answering).isFalse();
    }

    private void checkPublish(Publish publish) {
        String payload = String.valueOf(publish.data().utf8());
        if (publish.topic() instanceof TopicRef.Normal normal) {
            assertThat(announced).as(() -> "S7: id not announced\n" + text()).contains(normal.id());
        }
        if (publish.qos() != Qos.ZERO) {
            checkMsgId(publish.msgId(), "PUBLISH " + payload);
        }
        if (sentBefore.add(payload)) {
            String[] parts = payload.split("\\|", -1);
            int number = Integer.parseInt(parts[2]);
            Integer last = lastFirstSent.put(parts[0] + parts[1], number);
            assertThat(last == null || last < number)
                    .as(() -> String.format("S6: %s after %s\n", payload, last) + text())
                    .isTrue();
        }
    }

    private void checkMsgId(int msgId, String meaning) {
        String former = meaningOfMsgId.putIfAbsent(msgId, meaning);
        assertThat(former == null || former.equals(meaning))
                .as(() -> String.format("S8: message id %d for %s and %s\n", msgId, former, meaning) + text())
                .isTrue();
    }

    private void checkTheEnd() {
        assertThat(device.isDone())
                .as(() -> "L2: every uplink finished\n" + text())
                .isTrue();
        assertThat(broker.kept())
                .as(() -> "L1: the broker keeps nothing\n" + text())
                .isZero();
        for (String payload : device.pubAcked) {
            assertThat(broker.received)
                    .as(() -> String.format("S1: %s\n", payload) + text())
                    .containsKey(payload);
        }
        for (String payload : device.pubComped) {
            int times = broker.received.getOrDefault(payload, 0);
            assertThat(broker.closedOnce ? Math.min(times, 1) : times)
                    .as(() -> String.format("S2: %s\n", payload) + text())
                    .isEqualTo(1);
        }
        published.forEach((payload, qos) -> {
            int times = device.got.getOrDefault(payload, 0);
            if (qos != Qos.ZERO && !isGivenUp(payload)) {
                assertThat(times)
                        .as(() -> String.format("L1: %s\n", payload) + text())
                        .isPositive();
            }
            if (qos == Qos.TWO) {
                assertThat(times)
                        .as(() -> String.format("S4: %s\n", payload) + text())
                        .isLessThanOrEqualTo(1);
            }
        });
    }

    private void log(String line) {
        log.add((nowNanos - 1000 * EngineFixture.SECOND) / 1e9 + " " + device.state + " " + line);
    }

    private String text() {
        return String.join("\n", log);
    }

    @Override
    public void multicast(int listener, SnMessage message, int radius) {}

    @Override
    public boolean claim(String clientId) {
        return true;
    }

    @Override
    public void adopt(String clientId) {
        // Nothing is restored here.
    }

    @Override
    public void release(String clientId) {}

    @Override
    public void bind(Peer peer) {}

    @Override
    public void unbind(Peer peer) {}
}
