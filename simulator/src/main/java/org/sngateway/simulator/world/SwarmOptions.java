package org.sngateway.simulator.world;

import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.PredefinedTopics;

import java.util.List;

/**
 * A whole run, drawn from a seed: every number, every device, every message and everything that goes wrong. Each part can
 * be taken away without changing what the others do, which is what makes a failing run shrink.
 *
 * @param luck with the same plan, other luck: what is drawn while it runs; 0 is the seed's own
 * @param chaosNanos how long things go wrong; then everything heals
 * @param patienceNanos how long after healing everything must have come to an end
 */
record SwarmOptions(
        long seed,
        int luck,
        long chaosNanos,
        long patienceNanos,
        Gateway gateway,
        Network network,
        Broker broker,
        Store store,
        List<DevicePlan> devices,
        List<Traffic> traffic,
        List<Fault> faults,
        List<Order> orders) {

    /** {@code tickNanos}: how often the gateway's loop looks at its timers. */
    record Gateway(EngineOptions engine, long tickNanos, boolean dupAllowed, PredefinedTopics predefined) {
        /** With the topics of every world. */
        Gateway(EngineOptions engine, long tickNanos, boolean dupAllowed) {
            this(engine, tickNanos, dupAllowed, Topics.predefined());
        }
    }

    /**
     * The way of a datagram. Probabilities are per datagram.
     *
     * @param burst that a phase begins in which nearly everything is lost
     * @param damage that octets are changed or cut off
     */
    record Network(
            double loss,
            double burst,
            double duplication,
            double reordering,
            double damage,
            long delayNanosMin,
            long delayNanosMax) {
        Network withoutFaults() {
            return new Network(0, 0, 0, 0, 0, delayNanosMin, delayNanosMax);
        }
    }

    /**
     * @param mqtt5 decides about Will delay, and whether a client library outlives its leg
     * @param window messages sent ahead of their acknowledgement
     * @param willDelayNanos how long the broker waits with a Will
     * @param expiryNanos how long a session is kept without a connection
     * @param cleanExpiryNanos the same for devices with clean sessions
     * @param halfOpenNanos how long the broker takes a crashed gateway's connection for alive
     */
    record Broker(
            boolean mqtt5,
            int window,
            long latencyNanosMin,
            long latencyNanosMax,
            long willDelayNanos,
            long expiryNanos,
            long cleanExpiryNanos,
            long halfOpenNanos) {}

    /** {@code flushNanos}: when lazy changes are written at the latest. */
    record Store(
            long commitNanosMin, long commitNanosMax, long flushNanos, int spoolMessagesMax, long spoolOctetsMax) {}

    /** What {@code seed} makes of {@code preset}; {@code chaosNanos} above 0 fixes how long it goes on. */
    static SwarmOptions from(long seed, Preset preset, long chaosNanos) {
        return new SwarmDraw(seed, preset, chaosNanos).draw();
    }

    SwarmOptions withTime(long newChaosNanos, long newPatienceNanos) {
        List<Traffic> sooner =
                traffic.stream().filter(t -> t.atNanos() < newChaosNanos).toList();
        List<Fault> earlier =
                faults.stream().filter(f -> f.atNanos() < newChaosNanos).toList();
        List<Order> before =
                orders.stream().filter(o -> o.atNanos() < newChaosNanos).toList();
        return new SwarmOptions(
                seed,
                luck,
                newChaosNanos,
                newPatienceNanos,
                gateway,
                network,
                broker,
                store,
                devices,
                sooner,
                earlier,
                before);
    }

    SwarmOptions with(Network newNetwork) {
        return new SwarmOptions(
                seed,
                luck,
                chaosNanos,
                patienceNanos,
                gateway,
                newNetwork,
                broker,
                store,
                devices,
                traffic,
                faults,
                orders);
    }

    SwarmOptions withTraffic(List<Traffic> newTraffic) {
        return new SwarmOptions(
                seed,
                luck,
                chaosNanos,
                patienceNanos,
                gateway,
                network,
                broker,
                store,
                devices,
                newTraffic,
                faults,
                orders);
    }

    SwarmOptions withFaults(List<Fault> newFaults) {
        return new SwarmOptions(
                seed,
                luck,
                chaosNanos,
                patienceNanos,
                gateway,
                network,
                broker,
                store,
                devices,
                traffic,
                newFaults,
                orders);
    }

    SwarmOptions withOrders(List<Order> newOrders) {
        return new SwarmOptions(
                seed,
                luck,
                chaosNanos,
                patienceNanos,
                gateway,
                network,
                broker,
                store,
                devices,
                traffic,
                faults,
                newOrders);
    }

    /** A device that is not there; it keeps its place, so that indices stay what they are. */
    SwarmOptions withDevices(List<DevicePlan> newDevices) {
        return new SwarmOptions(
                seed,
                luck,
                chaosNanos,
                patienceNanos,
                gateway,
                network,
                broker,
                store,
                newDevices,
                traffic,
                faults,
                orders);
    }

    SwarmOptions withLuck(int newLuck) {
        return new SwarmOptions(
                seed,
                newLuck,
                chaosNanos,
                patienceNanos,
                gateway,
                network,
                broker,
                store,
                devices,
                traffic,
                faults,
                orders);
    }
}
