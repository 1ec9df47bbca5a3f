package org.sngateway.simulator.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM while a tool works: it is asked to end in order, and then its own exit code is the program's. That may
 * take a limited time; then the program ends at once.
 */
public final class Interruption implements AutoCloseable {
    private static final long END_MILLIS = 1_900;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ToolExit.FAILURE;

    public Interruption(Runnable stop) {
        this(stop, END_MILLIS, () -> {});
    }

    /**
     * Begins to wait for them.
     *
     * @param stop asks the tool to end, and returns at once
     * @param lastly what has to be done even when the tool did not end in time
     */
    public Interruption(Runnable stop, long endMillis, Runnable lastly) {
        hook = new Thread(() -> end(stop, endMillis, lastly), "sn-sim-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Runnable stop, long endMillis, Runnable lastly) {
        stop.run();
        try {
            boolean ignored = done.await(endMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        lastly.run();
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    /** The tool has ended like this; returns the same. */
    public int finished(int code) {
        exitCode = code;
        done.countDown();
        return code;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already, and ends the process.
            done.countDown();
        }
    }
}
