package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What was sent on each stream, what of it was promised (acknowledged to its sender), and what arrived. A stream is one
 * device, direction and QoS, on a topic of its own. Times are {@link System#nanoTime}. Safe for several threads.
 */
final class PromiseLedger {
    private final String direction;
    private final List<List<Entry>> streams = new ArrayList<>();
    private long arrivals;
    private long foreign;
    private int round;

    private static final class Entry {
        final int sequence;
        final long sentNanos;
        int sentRound;
        boolean isPromised;
        long promisedNanos;
        int promisedRound;
        int copies;
        long arrivalOrdinal;

        Entry(int sequence, long sentNanos) {
            this.sequence = sequence;
            this.sentNanos = sentNanos;
        }
    }

    /** Says which promises nobody can be blamed for, such as those that a killed broker had not saved. */
    @FunctionalInterface
    interface Excuse {
        boolean covers(int stream, long sentNanos, long promisedNanos);
    }

    /** One broken promise. */
    record Broken(
            String direction,
            int device,
            int qos,
            int sequence,
            int sentRound,
            long sentNanos,
            int promisedRound,
            long promisedNanos) {
        @Override
        public String toString() {
            return toString(nanos -> "");
        }

        /** @param inWords says where a moment lies among what happened */
        String toString(LongFunction<String> inWords) {
            return direction + " device " + device + " QoS " + qos + " message " + sequence + ", sent in round "
                    + sentRound + inWords.apply(sentNanos) + ", acknowledged in round " + promisedRound
                    + inWords.apply(promisedNanos);
        }
    }

    /**
     * @param lost promised and not arrived, without an excuse
     * @param excused promised and not arrived, with one
     * @param disordered arrived for the first time before a message of its stream that had been acknowledged before
     *     this one was sent
     * @param copiesQos1 arrivals beyond the first
     * @param foreign arrivals that nobody of this run sent, or on a wrong topic
     */
    record Verdict(
            long sent,
            long promised,
            long arrived,
            List<Broken> lost,
            long excused,
            List<Broken> disordered,
            long copiesQos1,
            long copiesQos2,
            long foreign) {}

    PromiseLedger(String direction, int devices) {
        this.direction = direction;
        for (int i = 0; i < 2 * devices; i++) {
            streams.add(new ArrayList<>());
        }
    }

    static int stream(int device, int qos) {
        return 2 * device + qos - 1;
    }

    static int device(int stream) {
        return stream / 2;
    }

    static int qos(int stream) {
        return stream % 2 + 1;
    }

    synchronized void onRound(int newRound) {
        round = newRound;
    }

    /** The sequence number of the message that is about to be sent. */
    synchronized int onSent(int stream, long nowNanos) {
        List<Entry> entries = streams.get(stream);
        Entry entry = new Entry(entries.size(), nowNanos);
        entry.sentRound = round;
        entries.add(entry);
        return entry.sequence;
    }

    synchronized void onPromised(int stream, int sequence, long nowNanos) {
        Entry entry = streams.get(stream).get(sequence);
        if (!entry.isPromised) {
            entry.isPromised = true;
            entry.promisedNanos = nowNanos;
            entry.promisedRound = round;
        }
    }

    synchronized void onArrived(int stream, int sequence) {
        if (stream < 0
                || stream >= streams.size()
                || sequence < 0
                || sequence >= streams.get(stream).size()) {
            foreign++;
            return;
        }
        Entry entry = streams.get(stream).get(sequence);
        entry.copies++;
        if (entry.copies == 1) {
            entry.arrivalOrdinal = ++arrivals;
        }
    }

    synchronized void onForeign() {
        foreign++;
    }

    synchronized long promised() {
        return count(entry -> entry.isPromised);
    }

    /** Promised and not arrived, excused or not. */
    synchronized long owed() {
        return count(entry -> entry.isPromised && entry.copies == 0);
    }

    /** The same, of what was promised before this moment. */
    synchronized long owedSince(long beforeNanos) {
        return count(entry -> entry.isPromised && entry.copies == 0 && entry.promisedNanos - beforeNanos < 0);
    }

    private long count(java.util.function.Predicate<Entry> condition) {
        long count = 0;
        for (List<Entry> entries : streams) {
            count += entries.stream().filter(condition).count();
        }
        return count;
    }

    synchronized Verdict judge(Excuse excuse) {
        List<Broken> lost = new ArrayList<>();
        List<Broken> disordered = new ArrayList<>();
        long excused = 0;
        long[] copies = new long[2];
        for (int stream = 0; stream < streams.size(); stream++) {
            for (Entry entry : streams.get(stream)) {
                copies[stream % 2] += Math.max(0, entry.copies - 1);
                if (!entry.isPromised || entry.copies > 0) {
                    continue;
                }
                if (excuse.covers(stream, entry.sentNanos, entry.promisedNanos)) {
                    excused++;
                } else {
                    lost.add(broken(stream, entry));
                }
            }
            findDisorder(stream, disordered);
        }
        return new Verdict(
                count(entry -> true),
                promised(),
                count(entry -> entry.copies > 0),
                lost,
                excused,
                disordered,
                copies[0],
                copies[1],
                foreign);
    }

    private Broken broken(int stream, Entry entry) {
        return new Broken(
                direction,
                device(stream),
                qos(stream),
                entry.sequence,
                entry.sentRound,
                entry.sentNanos,
                entry.promisedRound,
                entry.promisedNanos);
    }

    /** Goes through a stream in the order of sending, with the acknowledgements that had come by then. */
    private void findDisorder(int stream, List<Broken> disordered) {
        List<Entry> arrived = new ArrayList<>(streams.get(stream));
        arrived.removeIf(entry -> entry.copies == 0);
        List<Entry> promised = new ArrayList<>(arrived);
        promised.removeIf(entry -> !entry.isPromised);
        promised.sort(Comparator.comparingLong(entry -> entry.promisedNanos));
        long latestOrdinal = 0;
        int next = 0;
        for (Entry entry : arrived) {
            while (next < promised.size() && promised.get(next).promisedNanos < entry.sentNanos) {
                latestOrdinal = Math.max(latestOrdinal, promised.get(next).arrivalOrdinal);
                next++;
            }
            if (entry.arrivalOrdinal < latestOrdinal) {
                disordered.add(broken(stream, entry));
            }
        }
    }
}
