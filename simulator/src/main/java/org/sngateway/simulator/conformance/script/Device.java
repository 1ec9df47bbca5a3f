package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopicReq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A device that does what the script says and nothing by itself, but for answering the gateway's PINGREQ. What it gets
 * waits in line until the script asks. Requests that the gateway repeats are passed over unless they are asked for,
 * because a gateway may repeat what it takes for unanswered at any time. For the test's thread; datagrams come in on another.
 */
public final class Device {
    // configuration
    private final Scene scene;
    private final String label;
    private final String clientId;
    private final Link link;

    // lives as long as the test
    private final LinkedBlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
    private final Set<String> seen = new HashSet<>();
    private final Conversation conversation = new Conversation(this);
    private volatile boolean answersPings = true;
    private boolean keepsSession;
    private int lastMsgId;

    Device(Scene scene, String label, String clientId, Link link) {
        this.scene = scene;
        this.label = label;
        this.clientId = clientId;
        this.link = link;
    }

    public String clientId() {
        return clientId;
    }

    String label() {
        return label;
    }

    Scene scene() {
        return scene;
    }

    /** The usual exchanges, for what a test needs before it comes to its point. */
    public Conversation with() {
        return conversation;
    }

    /** From now on it does not answer the gateway's PINGREQ either, as when it lost its power. */
    public Device mute() {
        answersPings = false;
        return this;
    }

    /** A message id that it has not used. */
    public int nextMsgId() {
        return ++lastMsgId;
    }

    /** Whether the gateway may still hold a session of it when the test is over. */
    boolean keepsSession() {
        return keepsSession;
    }

    public Device send(SnMessage message) {
        if (message instanceof Connect connect && !connect.cleanSession()) {
            keepsSession = true;
        }
        return transmit(SnEncoder.encode(message), SnText.of(message));
    }

    /** The same in the three-octet form of Length. */
    public Device sendLong(SnMessage message) {
        byte[] octets = SnEncoder.encode(message);
        return transmit(longForm(octets), SnText.of(message) + " (3-octet Length)");
    }

    static byte[] longForm(byte[] octets) {
        if ((octets[0] & 0xFF) == 0x01) {
            return octets;
        }
        byte[] longer = new byte[octets.length + 2];
        longer[0] = 0x01;
        longer[1] = (byte) (longer.length >> 8);
        longer[2] = (byte) longer.length;
        System.arraycopy(octets, 1, longer, 3, octets.length - 1);
        return longer;
    }

    /** Any octets, such as {@code "05 16 00"}. */
    public Device sendHex(String hex) {
        return sendRaw(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Any octets as they are. */
    public Device sendRaw(byte[] octets) {
        DecodeResult result = SnDecoder.decode(octets);
        return transmit(
                octets,
                result instanceof DecodeResult.Decoded decoded ? SnText.of(decoded.message()) : "malformed octets");
    }

    private Device transmit(byte[] octets, String text) {
        scene.trace().add(TraceLine.Kind.SENT, label, text, octets);
        link.send(octets);
        return this;
    }

    /** Called for each datagram, on the thread of its port. */
    void onDatagram(byte[] octets) {
        DecodeResult result = SnDecoder.decode(octets);
        SnMessage message = result instanceof DecodeResult.Decoded decoded ? decoded.message() : null;
        String why = result instanceof DecodeResult.Malformed malformed
                ? malformed.reason().name()
                : "";
        Arrival arrival = new Arrival(Octets.copyOf(octets), message, why, message != null && repeats(message, octets));
        scene.trace()
                .add(TraceLine.Kind.RECEIVED, label, message == null ? "not MQTT-SN: " + why : arrival.text(), octets);
        if (message instanceof PingReq && answersPings) {
            send(new PingResp());
        } else {
            inbox.add(arrival);
        }
    }

    private boolean repeats(SnMessage message, byte[] octets) {
        boolean isRequest = message instanceof Register
                || message instanceof PubRel
                || message instanceof WillTopicReq
                || message instanceof WillMsgReq
                || message instanceof Publish publish && publish.qos().isAcknowledged();
        if (!isRequest) {
            return false;
        }
        byte[] key = octets.clone();
        if (message instanceof Publish) {
            key[(key[0] & 0xFF) == 0x01 ? 4 : 2] &= 0x7F;
        }
        return !seen.add(HexFormat.of().formatHex(key));
    }

    /** Waits for the next message, which must be one of this kind. */
    public <M extends SnMessage> M expect(Class<M> kind) {
        return expect(kind, scene.patience());
    }

    public <M extends SnMessage> M expect(Class<M> kind, Duration within) {
        return kind.cast(next(name(kind), kind::isInstance, within));
    }

    /** Waits for the next message, which must be exactly this one. */
    public void expect(SnMessage wanted) {
        next(SnText.of(wanted), wanted::equals, scene.patience());
    }

    /** Waits until the gateway repeats what it sent before, with DUP in a PUBLISH. Other messages may come in between. */
    public void expectRepeated(SnMessage former, Duration within) {
        SnMessage wanted = former instanceof Publish publish ? publish.repeated() : former;
        long deadline = scene.deadline(within);
        for (Arrival arrival = take(deadline); arrival != null; arrival = take(deadline)) {
            if (wanted.equals(arrival.message())) {
                return;
            }
            if (former.equals(arrival.message())) {
                throw Finding.violation(SnText.of(former) + " was repeated without DUP");
            }
        }
        throw Finding.violation(SnText.of(former) + " was not repeated within " + Scene.text(within));
    }

    /** Waits for the sign that a message is on its way here: its REGISTER, or itself, be it as a repetition. */
    public SnMessage expectDelivery() {
        SnMessage next = nextOrRepeated(scene.patience());
        if (next instanceof Register || next instanceof Publish) {
            return next;
        }
        throw next == null
                ? Finding.silence("expected REGISTER or PUBLISH, nothing came within " + Scene.text(scene.patience()))
                : Finding.violation("expected REGISTER or PUBLISH, got " + SnText.of(next));
    }

    /** Waits for the next PUBLISH, which must have this payload; acknowledging is for the script. */
    public Publish expectPublish(String payload) {
        return (Publish) next(
                "PUBLISH \"" + payload + '"',
                m -> m instanceof Publish p && payload.equals(p.data().utf8()),
                scene.patience());
    }

    /** Waits for an answer that is one of these kinds, and returns it. */
    public SnMessage expectEither(Class<? extends SnMessage> one, Class<? extends SnMessage> other) {
        return expectOneOf(List.of(one, other));
    }

    public SnMessage expectOneOf(List<Class<? extends SnMessage>> kinds) {
        List<String> names = new ArrayList<>();
        kinds.forEach(kind -> names.add(name(kind)));
        return next(
                String.join(" or ", names), m -> kinds.stream().anyMatch(kind -> kind.isInstance(m)), scene.patience());
    }

    private SnMessage next(String wantedText, Predicate<SnMessage> wanted, Duration within) {
        long deadline = scene.deadline(within);
        for (Arrival arrival = take(deadline); arrival != null; arrival = take(deadline)) {
            SnMessage message = arrival.message();
            if (message == null) {
                throw Finding.violation("expected " + wantedText + ", got " + arrival.text());
            }
            boolean isStale = arrival.repeats() && message instanceof Publish;
            if (wanted.test(message) && !isStale) {
                return message;
            }
            if (!isAside(arrival)) {
                throw Finding.violation("expected " + wantedText + ", got " + arrival.text());
            }
        }
        throw Finding.silence("expected " + wantedText + ", nothing came within " + Scene.text(within));
    }

    private static boolean isAside(Arrival arrival) {
        return arrival.repeats() || arrival.message() instanceof Advertise || arrival.message() instanceof GwInfo;
    }

    /** The next message of any kind, or {@code null} when none comes; for what the specification leaves open. */
    public @Nullable SnMessage nextOrNothing(Duration within) {
        long deadline = scene.deadline(within);
        for (Arrival arrival = take(deadline); arrival != null; arrival = take(deadline)) {
            if (arrival.message() == null) {
                throw Finding.violation("got " + arrival.text());
            }
            if (!arrival.repeats() && !(arrival.message() instanceof Advertise)) {
                return arrival.message();
            }
        }
        return null;
    }

    /** The same, but also what the gateway repeats. */
    public @Nullable SnMessage nextOrRepeated(Duration within) {
        Arrival arrival = take(scene.deadline(within));
        return arrival == null ? null : arrival.message();
    }

    /** Everything that comes in this time, whatever it is; datagrams that are no messages count as octets. */
    public List<byte[]> collect(Duration during) {
        List<byte[]> octets = new ArrayList<>();
        long deadline = scene.deadline(during);
        for (Arrival arrival = take(deadline); arrival != null; arrival = take(deadline)) {
            octets.add(arrival.octets().toByteArray());
        }
        return octets;
    }

    /** Passes over everything up to a CONNACK; for clearing up, when the test's time may be over. */
    void awaitConnAck(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        Arrival arrival = take(deadline);
        while (arrival != null && !(arrival.message() instanceof ConnAck)) {
            arrival = take(deadline);
        }
    }

    /** Waits that long; fails when anything comes. */
    public void expectSilence(Duration during) {
        long deadline = scene.deadline(during);
        for (Arrival arrival = take(deadline); arrival != null; arrival = take(deadline)) {
            if (!(arrival.message() instanceof Advertise)) {
                throw Finding.violation("expected nothing, got " + arrival.text());
            }
        }
    }

    /** Fails when anything but the answer to a PINGREQ comes: what was sent before had no effect on the connection. */
    public void expectNoReaction() {
        send(PingReq.EMPTY);
        expect(PingResp.class);
        expectSilence(Duration.ofMillis(150));
    }

    /** Whether the gateway says DISCONNECT to a message that was sent before, or nothing. */
    public boolean isTurnedAway() {
        SnMessage answer = nextOrNothing(scene.patience());
        if (answer != null && !(answer instanceof Disconnect)) {
            throw Finding.violation("expected DISCONNECT, got " + SnText.of(answer));
        }
        return answer != null;
    }

    private @Nullable Arrival take(long deadlineNanos) {
        try {
            return inbox.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Finding.notApplicable("interrupted");
        }
    }

    private static String name(Class<? extends SnMessage> kind) {
        return kind.getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }
}
