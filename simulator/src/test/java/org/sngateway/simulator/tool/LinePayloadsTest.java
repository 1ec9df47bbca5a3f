package org.sngateway.simulator.tool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sngateway.codec.v12.Octets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Waits for the reading thread by what it announces, never by the clock. */
@Timeout(60)
class LinePayloadsTest {
    private static final int OCTETS_MAX = 8;

    private final Semaphore announced = new Semaphore(0);

    private LinePayloads opened(InputStream input) {
        LinePayloads payloads = new LinePayloads(input, OCTETS_MAX);
        payloads.open(announced::release);
        return payloads;
    }

    private LinePayloads opened(String text) {
        return opened(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All lines, as one gets them who only asks when something was announced. */
    private List<String> linesOf(LinePayloads payloads) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        while (!payloads.isFinished()) {
            announced.acquire();
            for (Octets line = payloads.poll(0); line != null; line = payloads.poll(0)) {
                lines.add(String.valueOf(line.utf8()));
            }
        }
        return lines;
    }

    @Test
    void eachLineIsAPayload_withoutItsEnd() throws InterruptedException {
        assertThat(linesOf(opened("21.5\n\n22\n"))).containsExactly("21.5", "", "22");
    }

    @Test
    void theLastLineNeedsNoEnd_andCarriageReturnsStay() throws InterruptedException {
        assertThat(linesOf(opened("a\r\nb"))).containsExactly("a\r", "b");
    }

    @Test
    void nothingIsNoLine() throws InterruptedException {
        assertThat(linesOf(opened(""))).isEmpty();
    }

    @Test
    void aLineMayBeAsLongAsAMessage() throws InterruptedException {
        assertThat(linesOf(opened("12345678\n87654321"))).containsExactly("12345678", "87654321");
    }

    @Test
    void aLongerLineIsAnError_afterThoseBeforeIt() throws InterruptedException {
        LinePayloads payloads = opened("one\n123456789\nthree\n");
        announced.acquire(2);
        assertThat(payloads.isFinished()).isFalse();
        assertThat(payloads.poll(0)).isEqualTo(Octets.ofUtf8("one"));
        assertThat(payloads.poll(0)).isNull();
        assertThatThrownBy(payloads::isFinished)
                .isInstanceOfSatisfying(
                        ToolException.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(1))
                .hasMessage("a line of standard input is longer than the 8 octets that fit a message");
    }

    @Test
    void unreadableInputIsAnError() throws InterruptedException {
        LinePayloads payloads = opened(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the pipe broke");
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                return read();
            }
        });
        announced.acquire();
        assertThatThrownBy(payloads::isFinished)
                .isInstanceOf(ToolException.class)
                .hasMessage("cannot read standard input: the pipe broke");
    }

    @Test
    void readsNoMoreThanAThousandLinesAhead() throws InterruptedException {
        LinePayloads payloads = opened("x\n".repeat(LinePayloads.LINES_MAX + 500));
        announced.acquire(LinePayloads.LINES_MAX);
        assertThat(payloads.isFinished()).isFalse();
        assertThat(announced.tryAcquire()).isFalse();
        announced.release();
        assertThat(linesOf(payloads)).hasSize(LinePayloads.LINES_MAX + 500);
    }
}
