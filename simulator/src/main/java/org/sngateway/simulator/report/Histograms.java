package org.sngateway.simulator.report;

import org.HdrHistogram.Histogram;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;

/** Histograms as texts: HdrHistogram's compressed encoding (V2) in base64, which starts with {@code HISTFAAAA}. */
final class Histograms {
    private Histograms() {}

    static String text(Histogram histogram) {
        ByteBuffer octets = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(octets);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(octets.array(), length));
    }

    /** Fails with a ReportException when the text is no histogram. */
    static Histogram of(String text, String place) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException | RuntimeException broken) {
            throw new ReportException(place + " is not a histogram in HdrHistogram's compressed encoding", broken);
        }
    }
}
