package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What all tests of one run share: the gateway, its broker, and names that nobody else uses. Safe for all threads. */
public final class TestBed implements AutoCloseable {
    /**
     * What must be known of the gateway.
     *
     * @param retry its T_retry
     * @param patience how long an answer may take
     * @param predefined topic ids that it knows for every client, with their topic names
     */
    public record Knowledge(Duration retry, Duration patience, Map<Integer, String> predefined) {}

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final InetSocketAddress gateway;
    private final @Nullable BrokerSide broker;
    private final Knowledge knowledge;
    private final String run;
    private final WireRecord wire = new WireRecord();
    private final UdpPorts ports = new UdpPorts();
    private final Deque<String> shortNames = new ArrayDeque<>();
    private final ReentrantLock predefinedTopics = new ReentrantLock(true);

    /** @param run a few letters that make names of this run differ from those of others */
    public TestBed(InetSocketAddress gateway, @Nullable BrokerSide broker, Knowledge knowledge, String run) {
        this.gateway = gateway;
        this.broker = broker;
        this.knowledge = knowledge;
        this.run = run;
        List<String> names = new ArrayList<>();
        for (int index = 0; index < LETTERS.length(); index++) {
            names.add("" + letter() + LETTERS.charAt(index));
        }
        Collections.shuffle(names);
        shortNames.addAll(names);
    }

    public InetSocketAddress gateway() {
        return gateway;
    }

    public WireRecord wire() {
        return wire;
    }

    UdpPorts ports() {
        return ports;
    }

    Knowledge knowledge() {
        return knowledge;
    }

    String run() {
        return run;
    }

    /** One letter, where there is room for no more. */
    public char letter() {
        return run.charAt(0);
    }

    BrokerSide broker() {
        if (broker == null) {
            throw Finding.notApplicable("needs the broker (--broker)");
        }
        return broker;
    }

    @Nullable
    BrokerSide brokerIfAny() {
        return broker;
    }

    /** A two-octet topic name that no other test of this run uses. */
    synchronized String takeShortName() {
        String name = shortNames.pollFirst();
        if (name == null) {
            throw Finding.notApplicable("no short topic name is left");
        }
        return name;
    }

    /** Predefined topics are few, so one test at a time has them. */
    ReentrantLock predefinedTopics() {
        return predefinedTopics;
    }

    /** Ends the run's sockets. */
    @Override
    public void close() {
        ports.close();
    }
}
