package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;

import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** REGISTER from the device, and what becomes of topic ids (s.2.6). */
class TopicRegistrationTest {
    private static final int FIRST = 0x0401;

    private final EngineFixture fixture = new EngineFixture(
            UnaryOperator.identity(),
            new PredefinedTopics(
                    List.of(new PredefinedTopic(FIRST, "pre/defined", "*"), new PredefinedTopic(7, "pre/seven", "*"))));
    private final TestDevice device = fixture.connected("d", false, 3600);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-REG-01", "SN12-REG-02", "SN12-REG-06", "SN12-TMR-02", "SN12-TID-04"})
    void repeatedRegister_getsTheSameId_whichIsNoPredefinedOne() {
        device.sends(Messages.register(1, "a/b"));
        device.gets(Messages.regAck(FIRST + 1, 1));
        device.sends(Messages.register(1, "a/b"));
        device.gets(Messages.regAck(FIRST + 1, 1));
        device.sends(Messages.register(2, "a/c"));
        device.gets(Messages.regAck(FIRST + 2, 2));
        device.sends(Messages.publish(Qos.ZERO, FIRST + 1, 0, "x"));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("a/b");
    }

    @Test
    @Covers({"SN12-REG-06"})
    void topicIdFieldOfTheDevicesRegister_isIgnored() {
        device.sends(new Register(0x1234, 1, Octets.ofUtf8("a/b")));
        device.gets(Messages.regAck(FIRST + 1, 1));
    }

    @Test
    @Covers({"SN12-REG-03"})
    void severalRegistersAtOnce_areEachAnswered() {
        device.sends(Messages.register(1, "a"));
        device.sends(Messages.register(2, "b"));
        device.gets(Messages.regAck(FIRST + 1, 1), Messages.regAck(FIRST + 2, 2));
    }

    @ParameterizedTest
    @Covers({"SN12-REG-07"})
    @ValueSource(strings = {"", "a/+", "#", "a\0b"})
    void namesThatAreNone_areRefused(String name) {
        device.sends(Messages.register(1, name));
        device.gets(Messages.regAck(0, 1, ReturnCode.NOT_SUPPORTED));
    }

    @Test
    @Covers({"SN12-REG-07"})
    void namesThatAreNoText_areRefused() {
        device.sends(new Register(0, 1, Octets.copyOf(new byte[] {(byte) 0xC3, 0x28})));
        device.gets(Messages.regAck(0, 1, ReturnCode.NOT_SUPPORTED));
    }

    @Test
    @Covers({"SN12-SUB-10"})
    void messageIdZero_isAnsweredAsItCame() {
        device.sends(Messages.register(0, "a"));
        device.gets(Messages.regAck(FIRST + 1, 0));
        device.sends(Messages.subscribe(0, "a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, FIRST + 1, 0));
        device.sends(new Unsubscribe(0, new TopicRef.Named(Octets.ofUtf8("a"))));
        device.gets(new org.sngateway.codec.v12.UnsubAck(0));
    }

    @Test
    @Covers({"SN12-REG-08", "SN12-AMB-46"})
    void fullTable_refusesTheNextNameAndKeepsTheOthers() {
        for (int i = 1; i <= 50; i++) {
            device.sends(Messages.register(i, "t/" + i));
            device.gets(Messages.regAck(FIRST + i, i));
        }
        device.sends(Messages.register(51, "t/51"));
        device.gets(Messages.regAck(0, 51, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.subscribe(52, "t/52", Qos.ONE));
        device.gets(Messages.subNack(52, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.register(53, "t/1"));
        device.gets(Messages.regAck(FIRST + 1, 53));
    }

    @Test
    @Covers({"SN12-REG-08", "SN12-AMB-46"})
    void fullTable_downlinkOnANewName_isGivenUpAndCounted() {
        device.sends(Messages.subscribe(1, "#", Qos.ONE));
        device.takes();
        for (int i = 1; i <= 50; i++) {
            device.sends(Messages.register(i, "t/" + i));
        }
        device.takes();
        long id = device.isDelivered("other", "m", Qos.ONE);
        device.getsNothing();
        assertThat(fixture.observer.downlinkDrops).containsExactly("m DOWNLINK_NO_TOPIC_ID");
        assertThat(device.leg().acknowledged).containsExactly(id);
    }

    @Test
    @Covers({"SN12-TID-01"})
    void tablesAreSeparatePerDevice() {
        TestDevice other = fixture.connected("e", true, 60);
        device.sends(Messages.register(1, "of/d"));
        device.gets(Messages.regAck(FIRST + 1, 1));
        other.sends(Messages.register(1, "of/e"));
        other.gets(Messages.regAck(FIRST + 1, 1));
        other.sends(Messages.publish(Qos.ZERO, FIRST + 1, 0, "x"));
        assertThat(other.leg().lastPublish().topic()).isEqualTo("of/e");
    }

    @Test
    @Covers({"SN12-TID-03", "SN12-CLS-03"})
    void idsOfACleanedSession_areUnknownAndNotGivenOutAgain() {
        device.sends(Messages.register(1, "a"));
        device.takes();
        device.sends(Messages.connect("d", true));
        device.gets(Messages.CONNACK);
        device.sends(Messages.publish(Qos.ONE, FIRST + 1, 2, "x"));
        device.gets(Messages.pubAck(FIRST + 1, 2, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.register(3, "b"));
        device.gets(Messages.regAck(FIRST + 2, 3));
    }

    @Test
    @Covers({"SN12-TID-05", "SN12-AMB-20"})
    void afterReconnecting_oldIdsWorkUplink_andAreAnnouncedUnderTheSameIdDownlink() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, FIRST + 1, 1));
        fixture.broker.sessionPresent = true;
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK);
        device.sends(Messages.publish(Qos.ONE, FIRST + 1, 2, "up"));
        device.gets(Messages.pubAck(FIRST + 1, 2));
        device.isDelivered("a", "down", Qos.ONE);
        device.gets(Messages.announces(FIRST + 1, 1, "a"));
        device.sends(Messages.regAck(FIRST + 1, 1));
        device.gets(Messages.publish(Qos.ONE, FIRST + 1, 2, "down"));
        device.sends(Messages.pubAck(FIRST + 1, 2));
    }

    @Test
    @Covers({"SN12-TID-06"})
    void idsStayConfirmedAcrossSleep() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        device.sleeps(60);
        device.isDelivered("a", "m", Qos.ONE);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, FIRST + 1, 1, "m"));
        device.sends(Messages.pubAck(FIRST + 1, 1));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-TID-07"})
    void anIdLearntByRegister_isUsedDownlinkWithoutAnotherRegister() {
        device.sends(Messages.register(1, "w/x"));
        device.sends(Messages.subscribe(2, "w/+", Qos.ZERO));
        device.gets(Messages.regAck(FIRST + 1, 1), Messages.subAck(Qos.ZERO, 0, 2));
        device.isDelivered("w/x", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, FIRST + 1, 0, "m"));
    }

    @Test
    @Covers({"SN12-TID-07"})
    void anIdLearntByTheGatewaysRegister_isValidUplink() {
        device.sends(Messages.subscribe(2, "w/+", Qos.ZERO));
        device.isDelivered("w/x", "m", Qos.ZERO);
        device.takes();
        device.sends(Messages.regAck(FIRST + 1, 1));
        device.gets(Messages.publish(Qos.ZERO, FIRST + 1, 0, "m"));
        device.sends(Messages.publish(Qos.ZERO, FIRST + 1, 0, "up"));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("w/x");
    }

    @Test
    @Covers({"SN12-TID-08"})
    void unsubscribing_keepsTheId() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(new Unsubscribe(2, new TopicRef.Named(Octets.ofUtf8("a"))));
        device.takes();
        device.sends(Messages.publish(Qos.ONE, FIRST + 1, 3, "x"));
        device.gets(Messages.pubAck(FIRST + 1, 3));
    }

    @Test
    @Covers({"SN12-AMB-50", "SN12-SUB-14"})
    void aNameThatIsAlsoPredefined_getsANormalId_andIsDeliveredUnderIt() {
        device.sends(Messages.register(1, "pre/seven"));
        device.gets(Messages.regAck(FIRST + 1, 1));
        device.sends(Messages.subscribe(2, "pre/seven", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, FIRST + 1, 2));
        device.isDelivered("pre/seven", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, FIRST + 1, 0, "m"));
    }

    @Test
    @Covers({"SN12-TIT-04"})
    void typesAreSeparateNameSpaces() {
        device.sends(Messages.register(1, "n"));
        device.takes();
        device.sends(Messages.publish(Qos.ONE, new TopicRef.Predefined(FIRST + 1), 2, "x"));
        device.gets(Messages.pubAck(FIRST + 1, 2, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.publish(Qos.ONE, new TopicRef.Normal(7), 3, "x"));
        device.gets(Messages.pubAck(7, 3, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.publish(Qos.ONE, new TopicRef.Predefined(7), 4, "x"));
        device.gets(Messages.pubAck(7, 4));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("pre/seven");
    }

    @Test
    @Covers({"SN12-REG-06", "SN12-SUB-02"})
    void twoOctetNamesByNameInFull_keepTheNormalIdTheyWereGiven() {
        device.sends(Messages.register(1, "ab"));
        device.gets(Messages.regAck(FIRST + 1, 1));
        device.sends(Messages.subscribe(2, "ab", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, FIRST + 1, 2));
        device.isDelivered("ab", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, FIRST + 1, 0, "m"));
    }

    /**
     * Found by the simulator (seed 417): a device that does not know that its clean session is over uses an id of it.
     *
     * <pre>
     * device                      gateway
     *   |-- REGISTER a ------------>|  id n
     *   |        (its session ends, its record is gone)
     *   |-- CONNECT, REGISTER b --->|  not n
     *   |-- PUBLISH n ------------->|  unknown, rather than b
     * </pre>
     */
    @Test
    void anIdOfAnEndedSession_isUnknownToTheNext_ratherThanAnotherTopic() {
        TestDevice clean = fixture.connected("c", true, 60);
        clean.sends(Messages.register(1, "a"));
        int former = ((org.sngateway.codec.v12.RegAck) clean.takes().get(0)).topicId();
        clean.sends(Messages.DISCONNECT);
        clean.gets(Messages.DISCONNECT);
        clean.sends(Messages.connect("c", true));
        clean.sends(Messages.register(1, "b"));
        clean.takes();
        clean.sends(Messages.publish(Qos.ONE, former, 2, "x"));
        clean.gets(Messages.pubAck(former, 2, ReturnCode.INVALID_TOPIC_ID));
    }
}
