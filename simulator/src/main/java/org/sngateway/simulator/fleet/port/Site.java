package org.sngateway.simulator.fleet.port;

import org.jspecify.annotations.Nullable;

import java.util.function.BooleanSupplier;

/** Where a run takes place: over real sockets in real time, or in a simulated world as fast as it goes. */
public interface Site extends AutoCloseable {
    SiteClock clock();

    Wire wire();

    /** {@code null} when no broker is known. */
    @Nullable
    BrokerSide broker();

    /** The programs that the run may stop and start. */
    Programs programs();

    /** Lets time pass until {@code isOver} says so; it is asked after every task, on the site's thread. */
    void run(BooleanSupplier isOver);

    @Override
    void close();
}
