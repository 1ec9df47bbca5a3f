package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every kind of message that we send, read by Wireshark's MQTT-SN dissector, which shares nothing with this code: it must see
 * the same fields and find nothing malformed. Needs {@code tshark}.
 */
class TsharkOracleIT {
    private static final int PORT = 1884;
    private static final String MALFORMED = "_ws.malformed";
    private static final String EXPERT = "_ws.expert.message";

    /** Where the dissector (4.0.17) departs from MQTT-SN 1.2, and what therefore cannot be compared. */
    private enum Quirk {
        /** Reads a Flags octet from the empty form, which has none (s.5.4.7, s.5.4.22): "malformed". */
        EMPTY_WILL_TOPIC,
        /** Does not read a predefined id in SUBSCRIBE and UNSUBSCRIBE (s.5.4.15): "trailing stray characters". */
        PREDEFINED_FILTER,
        /** Reads the node id as a number and stops at one without octets (s.5.5 sets no minimum): "malformed". */
        EMPTY_NODE_ID,
        /** Cannot read the node id as a number when it is longer than four octets (s.5.5 sets no maximum). */
        LONG_NODE_ID;

        static EnumSet<Quirk> of(SnMessage message) {
            EnumSet<Quirk> quirks = EnumSet.noneOf(Quirk.class);
            SnMessage plain = message;
            if (message instanceof Encapsulated encapsulated) {
                plain = encapsulated.message();
                if (encapsulated.nodeId().isEmpty()) {
                    quirks.add(EMPTY_NODE_ID);
                } else if (encapsulated.nodeId().length() > 4) {
                    quirks.add(LONG_NODE_ID);
                }
            }
            if (plain.equals(WillTopic.EMPTY) || plain.equals(WillTopicUpd.EMPTY)) {
                quirks.add(EMPTY_WILL_TOPIC);
            }
            if (plain instanceof Subscribe subscribe && subscribe.topic() instanceof TopicRef.Predefined
                    || plain instanceof Unsubscribe unsubscribe && unsubscribe.topic() instanceof TopicRef.Predefined) {
                quirks.add(PREDEFINED_FILTER);
            }
            return quirks;
        }
    }

    @TempDir
    Path directory;

    @Test
    @Covers({
        "SN12-MSG-01", "SN12-MSG-02", "SN12-MSG-03", "SN12-MSG-04", "SN12-MSG-05", "SN12-MSG-06", "SN12-MSG-07",
        "SN12-MSG-08", "SN12-MSG-09", "SN12-MSG-10", "SN12-MSG-11", "SN12-MSG-12", "SN12-MSG-13", "SN12-MSG-14",
        "SN12-MSG-15", "SN12-MSG-16", "SN12-MSG-17", "SN12-MSG-18", "SN12-MSG-19", "SN12-MSG-20", "SN12-MSG-21",
        "SN12-MSG-22", "SN12-MSG-23", "SN12-MSG-24", "SN12-MSG-25", "SN12-TYP-01", "SN12-FRM-01", "SN12-FRM-02",
        "SN12-FRM-03", "SN12-ENC-01", "SN12-ENC-03", "SN12-ENC-04", "SN12-ENC-05", "SN12-FLD-03", "SN12-FLD-05",
        "SN12-FLD-06", "SN12-FLD-07", "SN12-FLD-08", "SN12-FLD-09"
    })
    void seesWhatWeEncodedAndNothingMalformed() throws Exception {
        List<SnMessage> messages = SampleMessages.all();
        List<byte[]> datagrams = messages.stream().map(SnEncoder::encode).toList();
        List<Map<String, String>> seen = dissect(datagrams);

        assertThat(messages).extracting(SnMessage::type).contains(MessageType.values());
        assertThat(seen).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            compare(messages.get(i), datagrams.get(i).length, seen.get(i));
        }
    }

    private static void compare(SnMessage message, int octets, Map<String, String> seen) {
        EnumSet<Quirk> quirks = Quirk.of(message);
        Map<String, String> expected = TsharkFields.of(message, octets);
        Map<String, String> fields = new TreeMap<>(seen);
        if (!quirks.isEmpty()) {
            fields.keySet().removeAll(List.of(MALFORMED, EXPERT));
        }
        if (quirks.contains(Quirk.LONG_NODE_ID)) {
            fields.remove(TsharkFields.NODE_ID);
            expected.remove(TsharkFields.NODE_ID);
        }
        if (quirks.contains(Quirk.EMPTY_NODE_ID)) {
            expected = Map.of(
                    TsharkFields.LENGTH, "3",
                    TsharkFields.TYPE, "0xfe",
                    TsharkFields.CONTROL, expected.getOrDefault(TsharkFields.CONTROL, ""));
            fields.keySet().retainAll(expected.keySet());
            fields.replaceAll((name, value) -> value.replaceFirst("\\|.*", ""));
        }
        assertThat(fields).as("%s", MessageText.of(message)).isEqualTo(expected);
    }

    /** The fields that tshark shows of each datagram, absent ones left out. */
    private List<Map<String, String>> dissect(List<byte[]> datagrams) throws IOException, InterruptedException {
        Path capture = directory.resolve("messages.pcap");
        Files.write(capture, PcapFile.of(datagrams, PORT));
        List<String> columns = new ArrayList<>(TsharkFields.NAMES);
        columns.add(MALFORMED);
        columns.add(EXPERT);

        List<Map<String, String>> packets = new ArrayList<>();
        for (String line : run(capture, columns)) {
            String[] values = line.split(";", -1);
            Map<String, String> fields = new TreeMap<>();
            for (int i = 0; i < values.length; i++) {
                if (!values[i].isEmpty()) {
                    fields.put(columns.get(i), values[i]);
                }
            }
            packets.add(fields);
        }
        return packets;
    }

    private List<String> run(Path capture, List<String> columns) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-n"));
        command.addAll(List.of("-d", "udp.port==" + PORT + ",mqttsn", "-T", "fields"));
        command.addAll(List.of("-E", "separator=;", "-E", "aggregator=|"));
        columns.forEach(column -> command.addAll(List.of("-e", column)));
        File output = directory.resolve("fields").toFile();
        File errors = directory.resolve("errors").toFile();
        Process tshark =
                start(new ProcessBuilder(command).redirectOutput(output).redirectError(errors));
        assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).as("tshark ends").isTrue();
        assertThat(tshark.exitValue())
                .as("%s", Files.readString(errors.toPath()))
                .isZero();
        return Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
    }

    private static Process start(ProcessBuilder tshark) throws IOException {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
        assumeTrue(installed, "needs tshark");
        return tshark.start();
    }
}
