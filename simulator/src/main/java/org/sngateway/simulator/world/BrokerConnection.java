package org.sngateway.simulator.world;

/** One TCP connection between a leg and the broker: bytes keep their order, and what is under way dies with it. */
final class BrokerConnection {
    final VirtualLeg leg;
    final BrokerSession session;

    private final VirtualBroker broker;
    private final VirtualTime time;
    private final RandomStream random;
    private final SwarmOptions.Broker options;
    private boolean alive = true;
    private long upNanos;
    private long downNanos;
    private long answerNanos;

    BrokerConnection(VirtualLeg leg, BrokerSession session, VirtualBroker broker) {
        this.leg = leg;
        this.session = session;
        this.broker = broker;
        time = broker.time;
        random = broker.luck(session.clientId);
        options = broker.options;
    }

    boolean isAlive() {
        return alive;
    }

    void cut() {
        alive = false;
    }

    private long latency() {
        return random.between(options.latencyNanosMin(), options.latencyNanosMax());
    }

    /** What the leg sends reaches the broker. */
    void up(Runnable arrival) {
        upNanos = Math.max(upNanos, broker.upArrivalNanos(latency()));
        time.at(upNanos, () -> ifAlive(arrival));
    }

    /** What the broker sends reaches the leg. */
    void down(Runnable arrival) {
        downNanos = Math.max(downNanos, broker.downArrivalNanos(latency()));
        time.at(downNanos, () -> ifAlive(arrival));
    }

    /** An answer that the broker thinks about; answers leave in the order of the questions. */
    void answer(long thinkingNanos, Runnable arrival) {
        if (thinkingNanos == 0 && answerNanos <= time.nowNanos()) {
            down(arrival);
            return;
        }
        answerNanos = Math.max(answerNanos, time.nowNanos() + thinkingNanos);
        time.at(answerNanos, () -> ifAlive(() -> down(arrival)));
    }

    private void ifAlive(Runnable arrival) {
        if (alive) {
            arrival.run();
        }
    }
}
