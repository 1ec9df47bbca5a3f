package org.sngateway.gateway.adapter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks for damage in a write-ahead log, which SQLite itself takes for the end of the log: it goes on without a word as if
 * the commits behind it had never been.
 *
 * <p>An interrupted commit leaves frames at the end that are not whole, but no commit behind them, because a commit is on
 * the disk before the next one begins. So two commits of the same log behind a broken frame mean damage. One alone may be
 * the interrupted commit itself, whose frames the disk wrote in an order of its own. The format is that of
 * https://www.sqlite.org/fileformat2.html#walformat.
 */
final class LogCheck {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377F_0682;

    private int sum1;
    private int sum2;

    private LogCheck() {}

    /**
     * How many commits are lost for sure.
     *
     * @param log need not exist
     */
    static int lostCommits(Path log) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            return new LogCheck().lostCommits(channel);
        }
    }

    private int lostCommits(FileChannel channel) throws IOException {
        ByteBuffer header = read(channel, 0, HEADER_BYTES);
        if (header.remaining() < HEADER_BYTES) {
            return 0;
        }
        int magic = header.getInt(0);
        ByteOrder order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        add(header, 0, 24, order);
        boolean isHeaderGood = (magic & ~1) == MAGIC && sum1 == header.getInt(24) && sum2 == header.getInt(28);
        int pageBytes = isHeaderGood ? header.getInt(8) : Database.PAGE_BYTES;
        long salts = isHeaderGood ? header.getLong(16) : saltsOfFirstFrame(channel);
        boolean isIntact = isHeaderGood;
        int commitsBehind = 0;
        int frameBytes = FRAME_HEADER_BYTES + pageBytes;
        for (long at = HEADER_BYTES; at + frameBytes <= channel.size(); at += frameBytes) {
            ByteBuffer frame = read(channel, at, isIntact ? frameBytes : FRAME_HEADER_BYTES);
            boolean isOfThisLog = frame.getLong(8) == salts;
            isIntact = isIntact && isOfThisLog && isSumRight(frame, frameBytes, order);
            if (!isIntact && isOfThisLog && isCommit(frame)) {
                commitsBehind++;
            }
        }
        return commitsBehind < 2 ? 0 : commitsBehind;
    }

    private static long saltsOfFirstFrame(FileChannel channel) throws IOException {
        ByteBuffer frame = read(channel, HEADER_BYTES, FRAME_HEADER_BYTES);
        return frame.remaining() < FRAME_HEADER_BYTES ? 0 : frame.getLong(8);
    }

    private boolean isSumRight(ByteBuffer frame, int frameBytes, ByteOrder order) {
        add(frame, 0, 8, order);
        add(frame, FRAME_HEADER_BYTES, frameBytes, order);
        return sum1 == frame.getInt(16) && sum2 == frame.getInt(20);
    }

    /** The last frame of a transaction carries the size of the file. */
    private static boolean isCommit(ByteBuffer frame) {
        return frame.getInt(4) != 0;
    }

    private void add(ByteBuffer octets, int from, int to, ByteOrder order) {
        ByteBuffer words = octets.duplicate().order(order);
        for (int i = from; i < to; i += 8) {
            sum1 += words.getInt(i) + sum2;
            sum2 += words.getInt(i + 4) + sum1;
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            if (channel.read(octets, position + octets.position()) < 0) {
                break;
            }
        }
        return octets.flip();
    }
}
