package org.sngateway.simulator.fleet;

import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.fleet.port.Wire;

import java.util.function.Consumer;

/** Asks whether the gateway still answers, as somebody whom it has never seen: CONNECT, some times; any answer will do. */
final class LifeSign implements Wire.Receiver {
    private static final int TRIES = 5;
    private static final int KEEP_ALIVE_SECONDS = 60;

    private final RunClock clock;
    private final Wire.Socket socket;
    private final Connect question;
    private final Consumer<Boolean> whenKnown;
    private boolean known;

    LifeSign(RunClock clock, Wire wire, int run, Consumer<Boolean> whenKnown) {
        this.clock = clock;
        this.whenKnown = whenKnown;
        question =
                new Connect(false, true, 1, KEEP_ALIVE_SECONDS, Octets.ofUtf8("sn-sim-" + Integer.toString(run, 36)));
        socket = wire.open(this);
    }

    void ask() {
        ask(TRIES);
    }

    private void ask(int triesLeft) {
        if (known) {
            return;
        }
        if (triesLeft == 0) {
            know(false);
            return;
        }
        socket.send(question);
        clock.at(clock.nowNanos() + Times.SECOND, () -> ask(triesLeft - 1));
    }

    private void know(boolean isAlive) {
        known = true;
        whenKnown.accept(isAlive);
    }

    @Override
    public void receive(SnMessage message, int octets) {
        if (message instanceof ConnAck ack && ack.returnCode().isAccepted()) {
            socket.send(Disconnect.PLAIN);
        }
        if (!known) {
            know(true);
        }
    }

    @Override
    public void receiveMalformed(int octets) {
        // No answer that anybody could use.
    }
}
