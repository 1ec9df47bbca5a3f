package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A wire in virtual time, with a gateway at its end that gives a fixed answer to each type of message. */
final class ScriptedGateway implements Wire {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    final List<String> received = new ArrayList<>();
    private final Map<Integer, Deque<List<String>>> answers = new HashMap<>();
    private final Deque<byte[]> arriving = new ArrayDeque<>();
    private long nowNanos;
    private boolean unreachable;

    /** The next message of this type is answered like this; the last one given goes on for ever. */
    ScriptedGateway answer(int type, String... datagrams) {
        answers.computeIfAbsent(type, none -> new ArrayDeque<>()).add(List.of(datagrams));
        return this;
    }

    void becomeUnreachable() {
        unreachable = true;
    }

    @Override
    public void send(byte[] datagram) {
        received.add(HEX.formatHex(datagram));
        Deque<List<String>> next = answers.get(datagram[1] & 0xFF);
        if (next != null) {
            List<String> answer = next.size() > 1 ? next.remove() : next.element();
            answer.forEach(hex -> arriving.add(HEX.parseHex(hex)));
        }
    }

    @Override
    public byte @Nullable [] receive(long untilNanos) {
        if (!arriving.isEmpty()) {
            return arriving.remove();
        }
        if (unreachable) {
            return null;
        }
        if (untilNanos == Long.MAX_VALUE) {
            throw new IllegalStateException("it would wait for ever, after " + received);
        }
        nowNanos = Math.max(nowNanos, untilNanos);
        return null;
    }

    @Override
    public boolean wasUnreachable() {
        return unreachable;
    }

    @Override
    public void wakeUp() {}

    @Override
    public long nowNanos() {
        return nowNanos;
    }
}
