package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.tool.LinePayloads;
import org.sngateway.simulator.tool.Payloads;
import org.sngateway.simulator.tool.PublishPlan;
import org.sngateway.simulator.tool.RepeatedPayload;
import org.sngateway.simulator.tool.ToolException;
import org.sngateway.simulator.tool.ToolExit;
import org.sngateway.simulator.tool.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code sn-sim pub}: an MQTT-SN device that publishes. */
@Command(
        name = "pub",
        sortOptions = false,
        description = "Publishes as an MQTT-SN device. Options are those of mosquitto_pub and mqtt-sn-pub; -T is"
                + " mqtt-sn-pub's.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:published, and acknowledged where QoS 1 or 2; with QoS -1: sent",
            "1:failed on the way",
            "64:wrong options",
            "69:the gateway does not answer, or is congested",
            "73:the local address or port cannot be used",
            "77:the gateway refuses it"
        })
final class PubCommand implements Callable<Integer> {
    /** What a UDP datagram over IPv4 holds (SN12-FRM-09). */
    private static final int DATAGRAM_OCTETS_MAX = 65_507;

    /** Length in its long form, MsgType, Flags, TopicId, MsgId. */
    private static final int PUBLISH_OCTETS = 9;

    @Mixin
    DeviceArguments device = new DeviceArguments();

    @Option(
            names = {"-t", "--topic"},
            description = "topic name; one of two octets goes as a short topic name")
    @Nullable
    String topic;

    @Option(
            names = {"-T", "--topic-id"},
            description = "predefined topic id, instead of -t")
    @Nullable
    Integer topicId;

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "0",
            description = "-1, 0, 1 or 2; default ${DEFAULT-VALUE}. -1 goes out without a connection and needs -T or a"
                    + " short topic name")
    int qos;

    @Option(
            names = {"-r", "--retain"},
            description = "the message is retained")
    boolean retain;

    @Option(
            names = {"-m", "--message"},
            description = "payload")
    @Nullable
    String message;

    @Option(
            names = {"-f", "--file"},
            description = "payload from a file")
    @Nullable
    Path file;

    @Option(
            names = {"-s", "--stdin-file"},
            description = "payload from standard input, all of it")
    boolean stdin;

    @Option(
            names = {"-l", "--stdin-line"},
            description = "one message for each line of standard input")
    boolean lines;

    @Option(
            names = {"-n", "--null-message"},
            description = "empty payload")
    boolean empty;

    @Option(names = "--repeat", defaultValue = "1", description = "publish so often; not with -l")
    int repeat;

    @Option(
            names = "--repeat-delay",
            defaultValue = "0",
            description = "seconds from the delivery of one to the next; default ${DEFAULT-VALUE}")
    double repeatDelay;

    @Option(
            names = {"-M", "--max-inflight"},
            defaultValue = "1",
            description = "messages of QoS 1 and 2 without acknowledgement; default ${DEFAULT-VALUE}, as the"
                    + " specification wants it")
    int window;

    @Option(
            names = {"-e", "--sleep"},
            defaultValue = "0",
            description = "sleep: for so many seconds instead of disconnecting at the end, as in mqtt-sn-pub; and"
                    + " before whenever there has been nothing to publish for a second. CONNECT wakes it")
    int sleep;

    @Override
    public Integer call() {
        device.check((topic == null) != (topicId == null), "either -t or -T is needed");
        device.check(qos >= -1 && qos <= 2, "-q is -1, 0, 1 or 2");
        int sources = (message == null ? 0 : 1) + (file == null ? 0 : 1) + count(stdin) + count(lines) + count(empty);
        device.check(sources == 1, "one of -m, -f, -s, -l and -n is needed");
        device.check(repeat >= 1 && repeatDelay >= 0 && repeatDelay <= 1e6, "--repeat is at least 1, its delay 0");
        device.check(!lines || repeat == 1, "--repeat does not go with -l");
        device.check(window >= 1 && window <= DeviceOptions.WINDOW_MESSAGES_MAX, "-M is 1 to 10000");
        device.checkSleep(sleep);
        TopicRef target = topic == null ? device.predefined(topicId == null ? 0 : topicId) : device.topic(topic);
        device.check(topic == null || !Topics.hasWildcard(topic), "a topic to publish to has no wildcards");
        device.check(
                qos >= 0 || !(target instanceof TopicRef.Named),
                "QoS -1 needs a predefined topic id (-T) or a topic name of two octets");
        device.check(qos >= 0 || sleep == 0, "QoS -1 has no connection that could sleep");
        Qos level = qos < 0 ? Qos.MINUS_ONE : Qos.ofBits(qos);
        return device.tool(window, Map.of()).publish(new PublishPlan(target, level, retain, sleep, payloads()));
    }

    private static int count(boolean given) {
        return given ? 1 : 0;
    }

    private Payloads payloads() {
        int octetsMax = DATAGRAM_OCTETS_MAX - PUBLISH_OCTETS - device.encapsulationOctets();
        if (lines) {
            return new LinePayloads(System.in, octetsMax);
        }
        Octets payload = payload(octetsMax);
        if (payload.length() > octetsMax) {
            throw new ToolException(
                    ToolExit.FAILURE,
                    "the payload is longer than the " + octetsMax + " octets that fit a datagram; nothing was sent");
        }
        return new RepeatedPayload(payload, repeat, (long) (repeatDelay * 1e9));
    }

    private Octets payload(int octetsMax) {
        if (message != null) {
            return Octets.ofUtf8(message);
        }
        if (empty) {
            return Octets.EMPTY;
        }
        try (InputStream input = file == null ? System.in : Files.newInputStream(file)) {
            return Octets.copyOf(input.readNBytes(octetsMax + 1));
        } catch (NoSuchFileException missing) {
            throw new ToolException(ToolExit.FAILURE, "there is no file " + file);
        } catch (IOException failed) {
            String source = file == null ? "standard input" : file.toString();
            throw new ToolException(ToolExit.FAILURE, "cannot read " + source + ": " + failed.getMessage());
        }
    }
}
