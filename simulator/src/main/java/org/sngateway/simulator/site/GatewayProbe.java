package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.udp.DatagramReceiver;
import org.sngateway.simulator.udp.NetworkLoop;
import org.sngateway.simulator.udp.UdpSocket;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Whether a gateway answers: CONNECT, again and again, since every gateway must answer that and no device needs to be known
 * for it; then DISCONNECT. On the site's thread.
 */
final class GatewayProbe implements DatagramReceiver {
    private static final long EVERY_MILLIS = 250;
    private static final Connect CONNECT = new Connect(false, true, 1, 60, Octets.ofUtf8("sn-sim-probe"));
    /** A system may tell of an earlier process that nobody listens; it means it when it says so again. */
    private static final int UNREACHABLE_MIN = 3;

    /** How it ended. */
    enum Outcome {
        ANSWERED,
        SILENT,
        NOBODY_LISTENS
    }

    /**
     * What came out.
     *
     * @param answer {@code null} unless there was one that is MQTT-SN
     */
    record Result(Outcome outcome, @Nullable SnMessage answer) {}

    private final NetworkLoop loop;
    private final Turns turns;
    private final UdpSocket socket;
    private final Consumer<Result> whenDone;
    private long endNanos;
    private boolean isPatient;
    private boolean isDone;
    private int unreachable;

    GatewayProbe(NetworkLoop loop, Turns turns, Consumer<Result> whenDone) {
        this.loop = loop;
        this.turns = turns;
        this.whenDone = whenDone;
        socket = new UdpSocket(turns.batch(), this);
    }

    /** @param isPatient whether the gateway may still be starting, so that nobody's listening means nothing yet */
    void start(InetSocketAddress gateway, long nanosMax, boolean isPatient) {
        this.isPatient = isPatient;
        endNanos = System.nanoTime() + nanosMax;
        socket.open(loop, gateway, null, false);
        ask();
    }

    private void ask() {
        if (isDone) {
            return;
        }
        if (System.nanoTime() - endNanos >= 0) {
            finish(new Result(unreachable > 0 ? Outcome.NOBODY_LISTENS : Outcome.SILENT, null));
            return;
        }
        socket.send(CONNECT);
        turns.end();
        loop.eventLoop().schedule(this::ask, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void finish(Result result) {
        if (isDone) {
            return;
        }
        isDone = true;
        socket.close();
        turns.run(() -> whenDone.accept(result));
    }

    @Override
    public void onMessage(SnMessage message, int octets, long nowNanos) {
        if (!isDone && message instanceof ConnAck ack && ack.returnCode().isAccepted()) {
            socket.send(Disconnect.PLAIN);
        }
        finish(new Result(Outcome.ANSWERED, message));
    }

    @Override
    public void onMalformed(int octets) {
        finish(new Result(Outcome.ANSWERED, null));
    }

    @Override
    public void onUnreachable() {
        unreachable++;
        if (!isPatient && unreachable >= UNREACHABLE_MIN) {
            finish(new Result(Outcome.NOBODY_LISTENS, null));
        }
    }
}
