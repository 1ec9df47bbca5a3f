package org.sngateway.simulator.fleet;

import java.util.Arrays;

/**
 * A device's messages that wait to be sent, in the order in which they were due. An entry holds the place of the stream
 * among the fleet's in the upper half and the message's number in the lower half.
 */
final class Backlog {
    /** What a device keeps while it cannot send; what comes beyond is dropped, and counts as offered and not sent. */
    static final int MESSAGES_MAX = 1000;

    private static final long[] NONE = {};
    private static final int ROOM = 4;

    private long[] entries = NONE;
    private int size;

    static long entry(int stream, int sequence) {
        return (long) stream << Integer.SIZE | sequence;
    }

    static int stream(long entry) {
        return (int) (entry >> Integer.SIZE);
    }

    static int sequence(long entry) {
        return (int) entry;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long first() {
        return entries[0];
    }

    boolean add(long entry) {
        if (size >= MESSAGES_MAX) {
            return false;
        }
        insert(size, entry);
        return true;
    }

    private void insert(int place, long entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size == 0 ? ROOM : 2 * size);
        }
        System.arraycopy(entries, place, entries, place + 1, size - place);
        entries[place] = entry;
        size++;
    }

    /** Puts a refused message back to where it was: in front, behind earlier ones of its stream. */
    void putBack(long entry) {
        int place = 0;
        while (place < size && stream(entries[place]) == stream(entry) && sequence(entries[place]) < sequence(entry)) {
            place++;
        }
        insert(place, entry);
    }

    void removeFirst() {
        size--;
        System.arraycopy(entries, 1, entries, 0, size);
    }

    /** Returns how many there were. */
    int clear() {
        int dropped = size;
        size = 0;
        return dropped;
    }
}
