package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Each line of a stream, without its end. Read by a thread of its own, at most {@link #LINES_MAX} ahead. */
public final class LinePayloads implements Payloads {
    static final int LINES_MAX = 1_000;

    private final InputStream input;
    private final int octetsMax;
    private final BlockingQueue<Octets> lines = new LinkedBlockingQueue<>(LINES_MAX);
    private volatile boolean ended;
    private volatile @Nullable String failure;

    /** @param octetsMax the longest line; a longer one is an error */
    public LinePayloads(InputStream input, int octetsMax) {
        this.input = input;
        this.octetsMax = octetsMax;
    }

    @Override
    public void open(Runnable onReady) {
        Thread reader = new Thread(() -> read(onReady), "sn-sim-stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Runnable onReady) {
        try {
            readLines(onReady);
        } catch (IOException failed) {
            failure = "cannot read standard input: " + failed.getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        onReady.run();
    }

    private void readLines(Runnable onReady) throws IOException, InterruptedException {
        InputStream buffered = new BufferedInputStream(input);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = buffered.read(); octet >= 0; octet = buffered.read()) {
            if (octet == '\n') {
                put(line, onReady);
            } else if (line.size() == octetsMax) {
                failure = "a line of standard input is longer than the " + octetsMax + " octets that fit a message";
                return;
            } else {
                line.write(octet);
            }
        }
        if (line.size() > 0) {
            put(line, onReady);
        }
    }

    private void put(ByteArrayOutputStream line, Runnable onReady) throws InterruptedException {
        lines.put(Octets.copyOf(line.toByteArray()));
        line.reset();
        onReady.run();
    }

    @Override
    public boolean isReady(long nowNanos) {
        return !lines.isEmpty();
    }

    @Override
    public @Nullable Octets poll(long nowNanos) {
        return lines.poll();
    }

    /** @throws ToolException when all that could be read has been taken, and that was not all */
    @Override
    public boolean isFinished() {
        boolean finished = ended && lines.isEmpty();
        String reason = failure;
        if (finished && reason != null) {
            throw new ToolException(ToolExit.FAILURE, reason);
        }
        return finished;
    }

    @Override
    public long readyNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void onDelivered(long nowNanos) {}
}
