package org.sngateway.gateway.command;

import com.fasterxml.jackson.jr.ob.JSON;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.view.trace.Endpoints;
import org.sngateway.gateway.view.trace.PcapFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code trace}: packets of a gateway that runs, as they come and go. */
@Command(
        name = "trace",
        description = "Shows the packets of one device, or of all: <- from a device, -> to it. Ends with Ctrl-C.")
final class TraceCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "only of this device")
    @Nullable
    String client;

    @Option(names = "--from", paramLabel = "CIDR", description = "only from and to these addresses")
    @Nullable
    String from;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "also writes them to a file for Wireshark; - is standard output, without text then")
    @Nullable
    String pcap;

    @Option(names = "--hex", description = "shows the octets, too")
    boolean hex;

    @Option(names = "-n", paramLabel = "N", description = "ends after so many packets")
    int count;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    RemoteOptions remote = new RemoteOptions();

    TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RemoteGateway gateway = remote.gateway(surroundings);
        if (gateway == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        try (OutputStream file = pcap == null ? OutputStream.nullOutputStream() : open(pcap)) {
            file.write(PcapFormat.header());
            return follow(gateway, file);
        } catch (RemoteFailure failed) {
            surroundings.err().println(failed.getMessage());
            return failed.exitCode();
        } catch (IOException failed) {
            surroundings.err().println(pcap + " cannot be written: " + failed.getMessage());
            return ExitCode.FAILURE;
        }
    }

    private static OutputStream open(String file) throws IOException {
        return file.equals(STANDARD_OUTPUT)
                ? new FileOutputStream(FileDescriptor.out)
                : Files.newOutputStream(Path.of(file));
    }

    private int follow(RemoteGateway gateway, OutputStream file) throws RemoteFailure, IOException {
        boolean octets = hex || pcap != null;
        String path = "/trace?hex=" + octets
                + (client == null ? "" : "&client=" + RemoteGateway.part(client))
                + (from == null ? "" : "&from=" + RemoteGateway.part(from));
        TraceLines text = new TraceLines(ZoneId.systemDefault(), hex);
        try (Stream<String> stream = gateway.lines(path)) {
            Iterator<String> lines = stream.iterator();
            String event = "";
            int seen = 0;
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    String data = line.substring("data: ".length());
                    if (event.equals("packet")) {
                        show(data, text, file);
                        seen++;
                    } else {
                        surroundings.err().println("packets were missed: " + data);
                        surroundings.err().flush();
                    }
                    if (count > 0 && seen >= count) {
                        return ExitCode.OK;
                    }
                }
            }
        } catch (UncheckedIOException broken) {
            // As when it ends in order.
        }
        surroundings.err().println("the gateway has ended the stream");
        return ExitCode.UNAVAILABLE;
    }

    private void show(String data, TraceLines text, OutputStream file) throws IOException {
        Map<String, Object> packet = JSON.std.mapFrom(data);
        if (pcap != null) {
            write(packet, file);
        }
        if (STANDARD_OUTPUT.equals(pcap)) {
            return;
        }
        if (json) {
            surroundings.out().println(data);
        } else {
            text.of(packet).forEach(surroundings.out()::println);
        }
        surroundings.out().flush();
    }

    private static void write(Map<String, Object> packet, OutputStream file) throws IOException {
        InetSocketAddress device = Endpoints.of(String.valueOf(packet.get("address")));
        InetSocketAddress gateway = Endpoints.of(String.valueOf(packet.get("gateway")));
        byte[] octets = HexFormat.of()
                .parseHex(Objects.requireNonNullElse(packet.get("hex"), "").toString());
        if (device == null || gateway == null || octets.length == 0) {
            return;
        }
        Instant time = Instant.parse(String.valueOf(packet.get("ts")));
        boolean isUp = "up".equals(packet.get("direction"));
        file.write(PcapFormat.packet(
                TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano(),
                isUp ? device : gateway,
                isUp ? gateway : device,
                octets));
        file.flush();
    }
}
