package org.sngateway.simulator.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM while a tool works: it is asked to end in order, and then its own exit code is the program's. Not
 * longer than {@link #END_MILLIS}.
 */
public final class Interruption implements AutoCloseable {
    private static final long END_MILLIS = 1_900;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ToolExit.FAILURE;

    public Interruption(Runnable stop) {
        hook = new Thread(() -> end(stop), "sn-sim-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Runnable stop) {
        stop.run();
        try {
            boolean ignored = done.await(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(exitCode);
    }

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
