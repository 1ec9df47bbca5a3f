package org.sngateway.simulator;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.load.BareResponder;
import org.sngateway.simulator.load.BenchOptions;
import org.sngateway.simulator.load.BenchReport;
import org.sngateway.simulator.load.LoadShape;
import org.sngateway.simulator.load.PublishBench;
import org.sngateway.simulator.udp.SourceAddresses;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/** What this machine can do as a load generator: a few seconds of QoS 1 against the least that answers. */
final class SelfTest {
    private static final int DEVICES = 50;
    private static final int OUTSTANDING = 4;
    private static final int PAYLOAD_OCTETS = 32;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private SelfTest() {}

    static String sentence() {
        try (BareResponder responder = new BareResponder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            LoadShape shape = new LoadShape(
                    DEVICES,
                    0,
                    new SourceAddresses(0),
                    "self",
                    "self-",
                    Qos.ONE,
                    OUTSTANDING,
                    KEEP_ALIVE_SECONDS,
                    RETRY.toNanos());
            BenchReport report = new PublishBench(new BenchOptions(
                            responder.address(),
                            null,
                            0,
                            0,
                            shape,
                            0,
                            0,
                            PAYLOAD_OCTETS,
                            DEVICES,
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(10),
                            RETRY,
                            RETRY))
                    .run();
            Double perSecond = report.number("throughput_per_s");
            return String.format(
                    Locale.ROOT,
                    "self-test: about %d QoS 1 messages/s of its own on this machine (%s)",
                    Math.round((perSecond == null ? 0 : perSecond) / 1_000) * 1_000,
                    Machine.line());
        }
    }
}
