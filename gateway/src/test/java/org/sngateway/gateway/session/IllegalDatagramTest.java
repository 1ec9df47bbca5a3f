package org.sngateway.gateway.session;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopicReq;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** The malformed and illegal datagrams of the catalogue (s.4.2), octet for octet. */
class IllegalDatagramTest {

    private record Vector(String id, String hex, String toStranger, String toActive) {}

    private static List<Vector> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                IllegalDatagramTest.class.getResourceAsStream("illegal-datagrams.tsv"), "illegal-datagrams.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Vector(cells[0], cells[1], cells[2], cells[3]))
                    .toList();
        }
    }

    @Test
    void allVectorsOfTheCatalogueAreThere() throws IOException {
        assertThat(vectors()).hasSize(58);
    }

    @TestFactory
    @Covers({"SN12-DEC-01", "SN12-DEC-03", "SN12-TYP-02", "SN12-TYP-03", "SN12-AMB-45", "SN12-CONN-05", "SN12-UNK-02"})
    List<DynamicTest> fromAStranger() throws IOException {
        return vectors().stream()
                .map(v -> DynamicTest.dynamicTest(v.id + ": " + v.toStranger, () -> checkStranger(v)))
                .toList();
    }

    private static void checkStranger(Vector vector) {
        EngineFixture fixture = new EngineFixture();
        TestDevice stranger = fixture.device("c1");
        stranger.sends(vector.hex);
        if (vector.toStranger.equals("drop")) {
            stranger.getsNothing();
        } else {
            stranger.gets(vector.toStranger);
        }
        assertThat(fixture.engine.sessions()).isEqualTo(vector.toStranger.equals("03 05 00") ? 1 : 0);
        fixture.checkNothingLeaks();
    }

    @TestFactory
    @Covers({
        "SN12-DEC-01",
        "SN12-DEC-02",
        "SN12-PUBC-09",
        "SN12-PUBC-10",
        "SN12-SUB-09",
        "SN12-SUB-10",
        "SN12-REG-07",
        "SN12-WILL-04",
        "SN12-AMB-15",
        "SN12-AMB-29",
        "SN12-CONN-11",
        "SN12-FLG-05"
    })
    List<DynamicTest> fromAnActiveClient() throws IOException {
        return vectors().stream()
                .map(v -> DynamicTest.dynamicTest(v.id + ": " + v.toActive, () -> checkActive(v)))
                .toList();
    }

    private static void checkActive(Vector vector) {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("c1");
        device.sends("08 04 04 01 00 1E 63 31");
        device.sends("09 0A 00 00 00 01 61 2F 62");
        device.gets("03 05 00", "07 0B 04 01 00 01 00");
        long connectedNanos = fixture.nowNanos;
        fixture.pass(1);

        device.sends(vector.hex);

        boolean silent = vector.toActive.equals("drop") || vector.toActive.equals("ignored");
        if (silent) {
            device.getsNothing();
        } else {
            device.gets(vector.toActive);
        }
        boolean anotherClient = vector.toActive.equals("03 05 00");
        Session session = fixture.engine.session("c1");
        if (anotherClient) {
            assertThat(session).as("a clean session that is lost").isNull();
        } else {
            assertThat(device.state()).isEqualTo(SessionState.Active.INSTANCE);
            long heardNanos = Objects.requireNonNull(session).keepAlive().lastHeardNanos();
            assertThat(heardNanos).isEqualTo(vector.toActive.equals("drop") ? connectedNanos : fixture.nowNanos);
        }
        assertThat(device.leg().publishes).isEmpty();
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers("SN12-SUB-08")
    void unsubscribeWithTheDefectsOfSubscribe_isAlwaysAnswered() {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("c1");
        device.sends("08 04 04 01 00 1E 63 31");
        device.gets("03 05 00");
        for (String hex : List.of(
                "07 14 03 00 01 00 05",
                "06 14 01 00 01 05",
                "08 14 01 00 01 00 05 00",
                "05 14 00 00 01",
                "09 14 00 00 01 61 23 2F 62")) {
            device.sends(hex);
            device.gets("04 15 00 01");
        }
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-AMB-33", "SN12-CONN-06"})
    void willTopicWithFlagsButNoName_inAHandshakeIsLikeAnEmptyOne() {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("c1");
        device.sends(Messages.connectWithWill("c1", true));
        device.sends("03 07 30");
        assertThat(device.takes()).containsExactly(new WillTopicReq(), Messages.CONNACK);
        assertThat(device.leg().lastOpen().will()).isNull();
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-CONN-14", "SN12-FLG-05"})
    void willTopicThatNoBrokerWouldTake_endsTheHandshake() {
        for (String hex : List.of("06 07 60 61 2F 62", "06 07 00 61 2F 23", "05 07 00 61 00", "05 07 00 C3 28")) {
            EngineFixture fixture = new EngineFixture();
            TestDevice device = fixture.device("c1");
            device.sends(Messages.connectWithWill("c1", true));
            device.sends(hex);
            assertThat(device.takes()).containsExactly(new WillTopicReq(), Messages.CONNACK_NOT_SUPPORTED);
            assertThat(fixture.engine.sessions()).isZero();
            assertThat(fixture.broker.allLegs).isEmpty();
            device.sends(Messages.willMsg("x"));
            device.gets(Messages.DISCONNECT);
            fixture.checkNothingLeaks();
        }
    }

    @Test
    @Covers({"SN12-AMB-33", "SN12-MSG-09"})
    void willMessageWithoutOctets_isALegalWill() {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("c1");
        device.sends(Messages.connectWithWill("c1", true));
        device.sends(Messages.willTopic("w/c1"));
        device.sends("02 09");
        assertThat(device.takes()).containsExactly(new WillTopicReq(), new WillMsgReq(), Messages.CONNACK);
        assertThat(Objects.requireNonNull(device.leg().lastOpen().will())
                        .message()
                        .isEmpty())
                .isTrue();
        fixture.checkNothingLeaks();
    }
}
