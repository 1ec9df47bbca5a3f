package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One test being played: its devices, its topics, its trace and its time. For the test's thread. */
public final class Scene implements AutoCloseable {
    private static final Duration CLEARING_UP = Duration.ofSeconds(1);

    /** Something that a gateway should do and does not, though the test goes on. */
    public record Remark(String reading, String text) {}

    // configuration
    private final TestBed bed;
    private final String testId;
    private final long deadlineNanos;

    // lives as long as the test
    private final Trace trace = new Trace();
    private final List<Device> devices = new ArrayList<>();
    private final List<Topic> topics = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private int labels;

    /** @param limit how long the test may take at most */
    public Scene(TestBed bed, String testId, Duration limit) {
        this.bed = bed;
        this.testId = testId;
        deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    public TestBed bed() {
        return bed;
    }

    Trace trace() {
        return trace;
    }

    public List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    // devices

    String nextLabel() {
        int number = labels++;
        String letter = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? letter : letter + number / 26;
    }

    /** At most 23 octets, as every gateway must accept. */
    String clientId(String label) {
        return bed.run() + "-" + testId + label;
    }

    /** A device that has not said anything yet. */
    public Device device() {
        String label = nextLabel();
        return device(label, clientId(label), null);
    }

    /** A device with this client id. */
    public Device device(String clientId) {
        return device(nextLabel(), clientId, null);
    }

    /** The same client id at another port: the device after its address has changed. */
    public Device moved(Device device) {
        return device(nextLabel(), device.clientId(), null);
    }

    /** The same client id at another address of this machine. */
    public Device moved(Device device, InetAddress source) {
        return device(nextLabel(), device.clientId(), source);
    }

    /** A device with a clean session, connected. */
    public Device connected() {
        return device().with().connection();
    }

    private Device device(String label, String clientId, @Nullable InetAddress source) {
        Device[] device = new Device[1];
        UdpPort port = port(source, octets -> device[0].onDatagram(octets), label);
        device[0] = new Device(this, label, clientId, port);
        adopt(device[0]);
        return device[0];
    }

    void adopt(Device device) {
        devices.add(device);
    }

    UdpPort port(@Nullable InetAddress source, Consumer<byte[]> taker, String label) {
        return bed.ports().open(bed.gateway(), source, new UdpPort.Receiver() {
            @Override
            public void onDatagram(byte[] datagram) {
                DecodeResult result = SnDecoder.decode(datagram);
                bed.wire()
                        .onReceived(
                                datagram, result instanceof DecodeResult.Decoded decoded ? decoded.message() : null);
                taker.accept(datagram);
            }

            @Override
            public void onTrouble(String what) {
                trace.add(TraceLine.Kind.NOTE, label, what, new byte[0]);
            }
        });
    }

    public Forwarder forwarder() {
        return new Forwarder(this, nextLabel(), null);
    }

    // topics

    /** A topic of this test alone; watched when there is a broker. */
    public Topic topic(String name) {
        String full = "snc/" + bed.run() + "/" + testId + "/" + name;
        return watched(new Topic(this, full, Messages.named(full)));
    }

    /** A filter over this test's topics. */
    public String filter(String end) {
        return "snc/" + bed.run() + "/" + testId + "/" + end;
    }

    /** A topic whose name has two octets. */
    public Topic shortTopic() {
        String name = bed.takeShortName();
        return subscribed(new Topic(this, name, Messages.shortName(name)));
    }

    /** A topic name that has this length and no prefix of ours. */
    public Topic rootTopic(String name) {
        return subscribed(new Topic(this, name, Messages.named(name)));
    }

    /** The first topic id that the gateway is known to have predefined; for this test alone until it ends. */
    public Topic predefinedTopic(String clientId) {
        Map<Integer, String> known = bed.knowledge().predefined();
        if (known.isEmpty()) {
            throw Finding.notApplicable("needs a predefined topic (--predefined ID=TOPIC)");
        }
        try {
            if (!bed.predefinedTopics().tryLock(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw Finding.notApplicable("the predefined topic was in use by other tests all the time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Finding.notApplicable("interrupted");
        }
        Map.Entry<Integer, String> first = known.entrySet().iterator().next();
        String name = first.getValue().replace("{client_id}", clientId);
        return subscribed(new Topic(this, name, Messages.predefined(first.getKey())));
    }

    private Topic subscribed(Topic topic) {
        BrokerSide broker = bed.brokerIfAny();
        watched(topic);
        if (broker != null) {
            broker.subscribe(topic.name());
        }
        return topic;
    }

    private Topic watched(Topic topic) {
        topics.add(topic);
        BrokerSide broker = bed.brokerIfAny();
        if (broker != null) {
            broker.watch(topic.name(), topic::onArrival);
        }
        return topic;
    }

    /** Skips the test when there is no broker to look at. */
    public Scene withBroker() {
        bed.broker();
        return this;
    }

    // judgement

    /** Fails the test when this is not so. */
    public void must(boolean isSo, String whatIsWrong) {
        if (!isSo) {
            throw Finding.violation(whatIsWrong);
        }
    }

    /** Remarks, which makes it WARN at least, when this is not so; the test goes on. */
    public void should(boolean isSo, String reading, String whatIsWrong) {
        if (!isSo) {
            trace.note("remark: " + whatIsWrong);
            remarks.add(new Remark(reading, whatIsWrong));
        }
    }

    /** Writes into the trace what is done now. */
    public void note(String text) {
        trace.note(text);
    }

    // time

    public Duration retry() {
        return bed.knowledge().retry();
    }

    /** How long an answer may take. */
    public Duration patience() {
        return bed.knowledge().patience();
    }

    long deadline(Duration within) {
        long now = System.nanoTime();
        if (now - deadlineNanos > 0) {
            throw Finding.violation("the test came to its time limit");
        }
        return now + Math.min(within.toNanos(), deadlineNanos - now);
    }

    /** Lets time pass. */
    public void pause(Duration time) {
        trace.note("waits " + text(time));
        try {
            Thread.sleep(Math.max(0, (deadline(time) - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Finding.notApplicable("interrupted");
        }
    }

    static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    /** Ends the trace. */
    public List<TraceLine> endOfTrace() {
        return trace.close();
    }

    /** Leaves nothing behind at the gateway and the broker: no session, no retained message. */
    @Override
    public void close() {
        BrokerSide broker = bed.brokerIfAny();
        for (Device device : devices) {
            clearUp(device);
        }
        for (Topic topic : topics) {
            if (broker != null) {
                broker.unwatch(topic.name());
                if (topic.retains()) {
                    broker.publish(topic.name(), Qos.ZERO, true, new byte[0]);
                }
            }
        }
        if (bed.predefinedTopics().isHeldByCurrentThread()) {
            bed.predefinedTopics().unlock();
        }
    }

    private static void clearUp(Device device) {
        if (device.keepsSession()) {
            device.send(Messages.connect(device.clientId(), Conversation.KEEP_ALIVE_SECONDS));
            device.awaitConnAck(CLEARING_UP);
        }
        device.send(Disconnect.PLAIN);
    }
}
