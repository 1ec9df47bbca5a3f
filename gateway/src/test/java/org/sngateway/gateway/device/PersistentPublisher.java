package org.sngateway.gateway.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A device that publishes numbered messages: it repeats what is not answered in time, with DUP set, and on congestion goes
 * on with the next. Runs on a thread of its own until it is ended; the rest is safe for all threads.
 */
public final class PersistentPublisher implements Runnable {
    private static final long RETRY_MILLIS = 300;
    private static final long CONGESTED_MILLIS = 20;
    private static final int RETRIES_MAX = 60;

    private final UdpDevice device;
    private final String topicName;
    private final Qos qos;
    private final List<String> accepted = new ArrayList<>();
    private final Semaphore progress = new Semaphore(0);
    private volatile boolean ended;

    /** @param qos 1 or 2 */
    public PersistentPublisher(UdpDevice device, String topicName, Qos qos) {
        this.device = device;
        this.topicName = topicName;
        this.qos = qos;
    }

    @Override
    public void run() {
        device.connected(false);
        TopicRef topic = device.register(topicName);
        for (int number = 0; !ended; number++) {
            String payload = "m" + number;
            if (isAccepted(new Publish(false, qos, false, topic, device.nextMsgId(), Octets.ofUtf8(payload)))) {
                synchronized (accepted) {
                    accepted.add(topicName + " " + qos.bits() + " 0 " + payload);
                }
                progress.release();
            } else {
                // What else may come meanwhile answers repetitions.
                device.nextWithin(CONGESTED_MILLIS);
            }
        }
    }

    private boolean isAccepted(Publish publish) {
        SnMessage answer = answerTo(publish, publish.repeated(), publish.msgId());
        if (answer instanceof PubAck ack) {
            return ack.returnCode().isAccepted();
        }
        PubRel release = new PubRel(publish.msgId());
        SnMessage end = answerTo(release, release, publish.msgId());
        while (!(end instanceof PubComp)) {
            end = answerTo(release, release, publish.msgId());
        }
        return true;
    }

    private SnMessage answerTo(SnMessage request, SnMessage repeated, int msgId) {
        device.send(request);
        for (int retries = 0; retries < RETRIES_MAX; retries++) {
            SnMessage answer = nextAbout(msgId);
            if (answer != null) {
                return answer;
            }
            device.send(repeated);
        }
        throw new AssertionError(device.clientId() + ": no answer to " + request);
    }

    private @Nullable SnMessage nextAbout(int msgId) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        for (long left = RETRY_MILLIS; left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            SnMessage next = device.nextWithin(left);
            if (next != null && msgIdOf(next) == msgId) {
                return next;
            }
        }
        return null;
    }

    private static int msgIdOf(SnMessage message) {
        if (message instanceof PubAck ack) {
            return ack.msgId();
        }
        if (message instanceof PubRec received) {
            return received.msgId();
        }
        if (message instanceof PubComp complete) {
            return complete.msgId();
        }
        throw new AssertionError("unexpected " + message);
    }

    /** Waits until one more message was accepted. */
    public void awaitOne() {
        try {
            if (!progress.tryAcquire(10, TimeUnit.SECONDS)) {
                throw new AssertionError(device.clientId() + " makes no progress");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Asks it to end after the message under way. */
    public void end() {
        ended = true;
    }

    /** The messages that were acknowledged, {@code topic qos retain payload} each. */
    public List<String> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }
}
