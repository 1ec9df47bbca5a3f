package org.sngateway.simulator.fleet;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.scenario.PayloadSpec;
import org.sngateway.simulator.scenario.expression.Expression;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Messages are known again by their marks, whatever else they carry. */
class MarkTest {
    private static final Mark MARK = new Mark(0xABCDEF, 9_999, 3, 287);
    private static final Expression.Circumstances NOW = new Expression.Circumstances(0, 1, 287, "c", 1);

    private static PayloadSpec spec(PayloadSpec.Encoding encoding, int octets) {
        return new PayloadSpec(
                List.of(
                        new PayloadSpec.Field("t", at -> 21.5),
                        new PayloadSpec.Field("name", at -> "\"ö\" #1.2.3.4"),
                        new PayloadSpec.Field("seq", at -> at.sequence())),
                encoding,
                octets);
    }

    @Test
    void standsAtTheEndOfJsonAndText() {
        assertEquals(
                "{\"t\":21.5,\"name\":\"\\\"ö\\\" #1.2.3.4\",\"seq\":287,\"m\":\"6pbsf.7pr.3.7z\"}",
                Payloads.of(spec(PayloadSpec.Encoding.JSON, 0), NOW, MARK).utf8());
        assertEquals(
                "21.5 \"ö\" #1.2.3.4 287 #6pbsf.7pr.3.7z",
                Payloads.of(spec(PayloadSpec.Encoding.TEXT, 0), NOW, MARK).utf8());
    }

    @Test
    void isFoundInEveryEncodingAndLength() {
        for (PayloadSpec.Encoding encoding : PayloadSpec.Encoding.values()) {
            for (int octets : List.of(0, 60, 61, 75, 76, 77, 200)) {
                Octets payload = Payloads.of(spec(encoding, octets), NOW, MARK);
                assertEquals(MARK, Mark.in(payload), () -> encoding + " " + payload.utf8());
            }
            assertEquals(200, Payloads.of(spec(encoding, 200), NOW, MARK).length());
        }
    }

    @Test
    void isNotFoundInWhatOthersPublish() {
        for (String text : List.of(
                "",
                "21.5",
                "#1.2.3",
                " #1.2.3",
                " #1.2.3.",
                " #1..2.3",
                " #1.2.3.4.5",
                "{\"m\":\"1.2.3\"}",
                "{\"m\":\"1.2.3.zzzzzzzzz\"}",
                " #A.2.3.4",
                "\"}")) {
            assertNull(Mark.in(Octets.ofUtf8(text)), text);
        }
        assertNull(Mark.in(Octets.copyOf(new byte[] {(byte) 0xD1, 0x4D, 0, 0})));
    }
}
