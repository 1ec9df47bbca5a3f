package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.PcapFile;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceWill;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What {@code sn-sim pub} and {@code sub} send, read by Wireshark's MQTT-SN dissector, which shares nothing with this code.
 * It has to see what the user asked for: each line here is one datagram, its type and the fields named for it. The tools
 * speak to a scripted gateway in virtual time. The dissector shows of the flags of WILLTOPIC and SUBSCRIBE the topic id type
 * alone; these octets are compared with the specification's. Needs {@code tshark}.
 */
class ToolsReadByTsharkIT {
    private static final int PORT = 21_883;
    private static final long SECOND = 1_000_000_000L;
    private static final int CONNECT = 0x04;
    private static final int WILLTOPIC = 0x07;
    private static final int WILLMSG = 0x09;
    private static final int REGISTER = 0x0A;
    private static final int PUBLISH = 0x0C;
    private static final int PUBREL = 0x10;
    private static final int SUBSCRIBE = 0x12;
    private static final int PINGREQ = 0x16;
    private static final int DISCONNECT = 0x18;
    private static final String CONNECTED = "03 05 00";
    private static final String DISCONNECTED = "02 18";

    private static final List<String> COLUMNS = List.of(
            "mqttsn.msg.type",
            "mqttsn.will",
            "mqttsn.clean.session",
            "mqttsn.keep.alive",
            "mqttsn.client.id",
            "mqttsn.will.topic",
            "mqttsn.will.msg",
            "mqttsn.qos",
            "mqttsn.retain",
            "mqttsn.dup",
            "mqttsn.topic.id.type",
            "mqttsn.topic.id",
            "mqttsn.topic",
            "mqttsn.topic.name.or.id",
            "mqttsn.msg.id",
            "mqttsn.pub.msg",
            "mqttsn.sleep.timer",
            "mqttsn.wireless.node.id",
            "_ws.malformed",
            "_ws.expert.message");

    @TempDir
    Path folder;

    private final ScriptedGateway gateway = new ScriptedGateway();

    @BeforeAll
    static void needsTshark() {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "tshark")));
        assumeTrue(installed, "needs tshark");
    }

    private Outcome run(DeviceOptions options, DeviceTask task, @Nullable String node) {
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintWriter(Writer.nullWriter()),
                Clock.systemUTC());
        Octets nodeId = node == null ? null : Octets.ofUtf8(node);
        return new DeviceLoop(gateway, nodeId, new PacketLog(terminal, 0)).run(options, task);
    }

    private static DeviceOptions device() {
        return DeviceOptions.of("therm-1").withKeepAliveSeconds(300).withRetries(5 * SECOND, 3);
    }

    private static PublishTask publish(TopicRef topic, Qos qos, boolean retain, int sleepSeconds) {
        Payloads payloads = new RepeatedPayload(Octets.ofUtf8("21.5"), 1, 0);
        return new PublishTask("gw", new PublishPlan(topic, qos, retain, sleepSeconds, payloads));
    }

    private static SubscribeTask subscribe(List<TopicRef> topics, int sleepSeconds) {
        long timeoutNanos = (sleepSeconds + 60) * SECOND;
        SubscribePlan plan = new SubscribePlan(
                topics, List.of(), Qos.ONE, sleepSeconds, 0, timeoutNanos, false, SubscribePlan.Retained.PRINTED);
        return new SubscribeTask("gw", plan, message -> true, complaint -> {});
    }

    /** What the dissector says of all that was sent: the names and values of the given columns, without "mqttsn.". */
    private List<String> seen() throws IOException, InterruptedException {
        List<byte[]> datagrams = gateway.received.stream()
                .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")))
                .toList();
        Path capture = Files.write(folder.resolve("sent.pcap"), PcapFile.of(datagrams, PORT));
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-n"));
        command.addAll(List.of("-d", "udp.port==" + PORT + ",mqttsn", "-T", "fields"));
        command.addAll(List.of("-E", "separator=;", "-E", "aggregator=|"));
        COLUMNS.forEach(column -> command.addAll(List.of("-e", column)));
        Path output = folder.resolve("fields");
        Path errors = folder.resolve("errors");
        Process tshark = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).as("tshark ends").isTrue();
        assertThat(tshark.exitValue()).as("%s", Files.readString(errors)).isZero();
        List<String> seen = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            String[] values = line.split(";", -1);
            StringBuilder told = new StringBuilder();
            for (int column = 0; column < values.length; column++) {
                if (!values[column].isEmpty()) {
                    String name = COLUMNS.get(column).replace("mqttsn.", "");
                    told.append(told.isEmpty() ? "" : " ")
                            .append(name)
                            .append('=')
                            .append(values[column]);
                }
            }
            seen.add(told.toString());
        }
        return seen;
    }

    @Test
    void aDeviceWithAWill_andANameToRegister() throws Exception {
        gateway.answer(CONNECT, "02 06")
                .answer(WILLTOPIC, "02 08")
                .answer(WILLMSG, CONNECTED)
                .answer(REGISTER, "07 0B 00 09 00 01 00")
                .answer(PUBLISH, "07 0D 00 09 00 02 00")
                .answer(DISCONNECT, DISCONNECTED);
        DeviceWill will = new DeviceWill("state/therm-1", Octets.ofUtf8("gone"), Qos.ONE, true);
        DeviceOptions options = device().withWill(will).withCleanSession(false);
        assertThat(run(options, publish(Topics.ofName("a/b", false), Qos.ONE, true, 0), null))
                .isEqualTo(Outcome.OK);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0x04 will=1 clean.session=0 keep.alive=300 client.id=therm-1 topic.id.type=0x00",
                        "msg.type=0x07 will.topic=state/therm-1 topic.id.type=0x00",
                        "msg.type=0x09 will.msg=gone",
                        "msg.type=0x0a topic.id=0 topic=a/b msg.id=1",
                        "msg.type=0x0c qos=0x01 retain=1 dup=0 topic.id.type=0x00 topic.id=9 msg.id=2 pub.msg=21.5",
                        "msg.type=0x18");
        assertThat(gateway.received.get(1)).as("QoS 1 and Retain, s.5.3.4").startsWith("10 07 30 ");
    }

    @Test
    void qosZero_toAPredefinedTopic() throws Exception {
        gateway.answer(CONNECT, CONNECTED).answer(PUBLISH).answer(DISCONNECT, DISCONNECTED);
        assertThat(run(device(), publish(new TopicRef.Predefined(7), Qos.ZERO, false, 0), null))
                .isEqualTo(Outcome.OK);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0x04 will=0 clean.session=1 keep.alive=300 client.id=therm-1 topic.id.type=0x00",
                        "msg.type=0x0c qos=0x00 retain=0 dup=0 topic.id.type=0x01 topic.id=7 msg.id=0 pub.msg=21.5",
                        "msg.type=0x18");
    }

    @Test
    void qosTwo_toAShortName_afterALoss() throws Exception {
        gateway.answer(CONNECT, CONNECTED)
                .answer(PUBLISH)
                .answer(PUBLISH, "04 0F 00 01")
                .answer(PUBREL, "04 0E 00 01")
                .answer(DISCONNECT, DISCONNECTED);
        assertThat(run(device(), publish(Topics.ofName("T1", false), Qos.TWO, false, 0), null))
                .isEqualTo(Outcome.OK);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0x04 will=0 clean.session=1 keep.alive=300 client.id=therm-1 topic.id.type=0x00",
                        "msg.type=0x0c qos=0x02 retain=0 dup=0 topic.id.type=0x02 topic.id=21553 msg.id=1 pub.msg=21.5",
                        "msg.type=0x0c qos=0x02 retain=0 dup=1 topic.id.type=0x02 topic.id=21553 msg.id=1 pub.msg=21.5",
                        "msg.type=0x10 msg.id=1",
                        "msg.type=0x18");
    }

    @Test
    void qosMinusOne_goesOutAlone() throws Exception {
        run(device(), publish(new TopicRef.Predefined(7), Qos.MINUS_ONE, false, 0), null);
        run(device(), publish(Topics.ofName("T1", false), Qos.MINUS_ONE, false, 0), null);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0x0c qos=0x03 retain=0 dup=0 topic.id.type=0x01 topic.id=7 msg.id=0 pub.msg=21.5",
                        "msg.type=0x0c qos=0x03 retain=0 dup=0 topic.id.type=0x02 topic.id=21553 msg.id=0 pub.msg=21.5");
    }

    /** The dissector does not read a predefined id in SUBSCRIBE; DeviceTasksTest has that one in octets. */
    @Test
    void aSubscriberThatSleeps_wakes_andAcknowledges() throws Exception {
        gateway.answer(CONNECT, CONNECTED)
                .answer(SUBSCRIBE, "08 13 20 00 05 00 01 00")
                .answer(SUBSCRIBE, "08 13 20 54 31 00 02 00")
                .answer(DISCONNECT, DISCONNECTED)
                .answer(PINGREQ, "08 0C 20 00 05 00 07 78", "02 17");
        List<TopicRef> topics = List.of(Topics.ofName("cmd/+", false), Topics.ofName("T1", false));
        assertThat(run(device(), subscribe(topics, 3600), null).exitCode()).isEqualTo(ToolExit.TIMED_OUT);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0x04 will=0 clean.session=1 keep.alive=300 client.id=therm-1 topic.id.type=0x00",
                        "msg.type=0x12 topic.id.type=0x00 topic.name.or.id=cmd/+ msg.id=1",
                        "msg.type=0x12 topic.id.type=0x02 topic.name.or.id=T1 msg.id=2",
                        "msg.type=0x18 sleep.timer=3600",
                        "msg.type=0x16 client.id=therm-1",
                        "msg.type=0x0d topic.id=5 msg.id=7",
                        "msg.type=0x18");
        assertThat(gateway.received.get(1)).as("QoS 1, s.5.3.4").startsWith("0A 12 20 ");
        assertThat(gateway.received.get(2)).as("QoS 1 and a short name").startsWith("07 12 22 ");
    }

    @Test
    void aNodeBehindAForwarder() throws Exception {
        gateway.answer(0xFE, "05 FE 00 6E 31 03 05 00").answer(0xFE).answer(0xFE, "05 FE 00 6E 31 02 18");
        assertThat(run(device(), publish(Topics.ofName("T1", false), Qos.ZERO, false, 0), "n1"))
                .isEqualTo(Outcome.OK);
        assertThat(seen())
                .containsExactly(
                        "msg.type=0xfe|0x04 will=0 clean.session=1 keep.alive=300 client.id=therm-1 topic.id.type=0x00"
                                + " wireless.node.id=28209",
                        "msg.type=0xfe|0x0c qos=0x00 retain=0 dup=0 topic.id.type=0x02 topic.id=21553 msg.id=0"
                                + " pub.msg=21.5 wireless.node.id=28209",
                        "msg.type=0xfe|0x18 wireless.node.id=28209");
    }
}
