package org.sngateway.gateway.device;

import org.junit.jupiter.api.Assumptions;
import org.sngateway.codec.PcapFile;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Every datagram between the devices of a test and the gateway, both ways. Safe for all threads. */
public final class Wire {
    private static final int PORT = 1884;

    private final List<byte[]> datagrams = new CopyOnWriteArrayList<>();

    void add(byte[] datagram) {
        datagrams.add(datagram);
    }

    public int size() {
        return datagrams.size();
    }

    /** What Wireshark's dissector finds malformed, one line each. Needs tshark. */
    public List<String> malformed(Path folder) {
        List<byte[]> readable =
                datagrams.stream().filter(Wire::isReadByTheDissector).toList();
        try {
            Path capture = folder.resolve("wire.pcap");
            Path output = folder.resolve("malformed");
            Files.write(capture, PcapFile.of(readable, PORT));
            Process tshark = new ProcessBuilder(
                            "tshark",
                            "-r",
                            capture.toString(),
                            "-n",
                            "-d",
                            "udp.port==" + PORT + ",mqttsn",
                            "-Y",
                            "_ws.malformed || _ws.expert.severity >= warning || !mqttsn",
                            "-T",
                            "fields",
                            "-e",
                            "udp.payload",
                            "-e",
                            "_ws.expert.message")
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!tshark.waitFor(60, TimeUnit.SECONDS) || tshark.exitValue() != 0) {
                throw new AssertionError("tshark failed");
            }
            return Files.readAllLines(output);
        } catch (IOException missing) {
            Assumptions.abort("needs tshark");
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /**
     * The dissector (4.0.17) does not read a predefined id in SUBSCRIBE and UNSUBSCRIBE nor a WILLTOPIC and WILLTOPICUPD
     * without Flags, all of which only devices send.
     */
    private static boolean isReadByTheDissector(byte[] datagram) {
        if (!(SnDecoder.decode(datagram) instanceof DecodeResult.Decoded decoded)) {
            return true;
        }
        SnMessage message = decoded.message();
        return !(message.equals(WillTopic.EMPTY)
                || message.equals(WillTopicUpd.EMPTY)
                || message instanceof Subscribe subscribe && subscribe.topic() instanceof TopicRef.Predefined
                || message instanceof Unsubscribe unsubscribe && unsubscribe.topic() instanceof TopicRef.Predefined);
    }
}
