package org.sngateway.simulator.conformance.script;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A topic of one test, and what the broker shows of it. Names are of this test alone, but for predefined topics, where
 * others' messages are told apart by their payload. Waiting is for the test's thread.
 */
public final class Topic {
    private static final Duration SETTLING = Duration.ofMillis(400);

    private final Scene scene;
    private final String name;
    private final TopicRef ref;
    private final List<BrokerArrival> arrivals = new ArrayList<>();
    private boolean retains;

    /** @param ref how devices call it, where that needs no registration; else its name */
    Topic(Scene scene, String name, TopicRef ref) {
        this.scene = scene;
        this.name = name;
        this.ref = ref;
    }

    public String name() {
        return name;
    }

    /** As SUBSCRIBE says it: the name, or the predefined id, or the short name. */
    public TopicRef ref() {
        return ref;
    }

    /** As PUBLISH says a name of two octets. */
    public TopicRef shortRef() {
        return Messages.shortName(name);
    }

    void onArrival(BrokerArrival arrival) {
        trace(TraceLine.Kind.ARRIVED, arrival.qos(), arrival.retain(), arrival.payload());
        synchronized (arrivals) {
            arrivals.add(arrival);
            arrivals.notifyAll();
        }
    }

    /** Publishes at the broker and waits until the broker has it. */
    public void publish(Qos qos, String payload) {
        publish(qos, false, payload.getBytes(StandardCharsets.UTF_8));
    }

    public void publish(Qos qos, boolean retain, byte[] payload) {
        retains |= retain;
        trace(TraceLine.Kind.PUBLISHED, qos, retain, Octets.copyOf(payload));
        scene.bed().broker().publish(name, qos, retain, payload);
    }

    private void trace(TraceLine.Kind kind, Qos qos, boolean retain, Octets payload) {
        String flag = retain ? " retain=1" : "";
        String text = "PUBLISH topic=" + name + " qos=" + qos.level() + flag + " payload=" + SnText.quoted(payload);
        scene.trace().add(kind, "br", text, new byte[0]);
    }

    public void publishRetained(Qos qos, String payload) {
        publish(qos, true, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until a message with this payload is at the broker. */
    public BrokerArrival expect(String payload) {
        return expect(payload.getBytes(StandardCharsets.UTF_8), scene.patience());
    }

    public BrokerArrival expect(String payload, Duration within) {
        return expect(payload.getBytes(StandardCharsets.UTF_8), within);
    }

    public BrokerArrival expect(byte[] payload, Duration within) {
        List<BrokerArrival> found = await(a -> a.payload().equals(Octets.copyOf(payload)), 1, within);
        if (found.isEmpty()) {
            String others = payloads();
            throw Finding.violation("expected " + SnText.quoted(Octets.copyOf(payload)) + " at the broker under " + name
                    + ", within " + Scene.text(within) + " came " + (others.isEmpty() ? "nothing" : "only " + others));
        }
        return found.get(0);
    }

    /** Whether any message at all is at the broker within this time. */
    public boolean isAnythingThere(Duration within) {
        return !await(any -> true, 1, within).isEmpty();
    }

    /** Waits for one message with this payload, and a while longer for a second that must not be. */
    public BrokerArrival expectOnce(String payload) {
        BrokerArrival first = expect(payload);
        expectNoMore(payload, 1);
        return first;
    }

    public void expectNoMore(String payload, int times) {
        int came = await(a -> a.text().equals(payload), times + 1, SETTLING).size();
        if (came > times) {
            throw Finding.violation(
                    "\"" + payload + "\" came " + came + " times to the broker instead of " + times + " time(s)");
        }
    }

    /** Waits that long; fails when a message with this payload comes to the broker, or has come. */
    public void expectNone(String payload, Duration during) {
        if (!await(a -> a.text().equals(payload), 1, during).isEmpty()) {
            throw Finding.violation("\"" + payload + "\" came to the broker under " + name + " and should not");
        }
    }

    public void expectNone(String payload) {
        expectNone(payload, SETTLING);
    }

    /** Fails when anything at all comes under this name. */
    public void expectNothing(Duration during) {
        if (!await(a -> true, 1, during).isEmpty()) {
            throw Finding.violation(payloads() + " came to the broker under " + name + ", where nothing should");
        }
    }

    /** Everything that came so far, in order. */
    public List<BrokerArrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** Whether a message with this payload has come by now. */
    public boolean has(String payload) {
        return arrivals().stream().anyMatch(a -> a.text().equals(payload));
    }

    /** Waits for a message that was retained; returns whether it came. */
    public boolean isRetained(String payload) {
        retains = true;
        BrokerSide broker = scene.bed().broker();
        broker.subscribe(name);
        boolean is = !await(a -> a.retain() && a.text().equals(payload), 1, Duration.ofMillis(1_500))
                .isEmpty();
        broker.unsubscribe(name);
        return is;
    }

    private String payloads() {
        List<String> texts = new ArrayList<>();
        arrivals().forEach(a -> texts.add(SnText.quoted(a.payload())));
        return String.join(", ", texts);
    }

    private List<BrokerArrival> await(Predicate<BrokerArrival> wanted, int count, Duration within) {
        scene.bed().broker();
        long deadline = scene.deadline(within);
        synchronized (arrivals) {
            while (true) {
                List<BrokerArrival> found = arrivals.stream().filter(wanted).toList();
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (found.size() >= count || left <= 0) {
                    return found;
                }
                try {
                    arrivals.wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw Finding.notApplicable("interrupted");
                }
            }
        }
    }

    /** Whether it has to be cleared of a retained message. */
    boolean retains() {
        return retains;
    }

    /** The name as octets. */
    public Octets octets() {
        return Octets.ofUtf8(name);
    }
}
