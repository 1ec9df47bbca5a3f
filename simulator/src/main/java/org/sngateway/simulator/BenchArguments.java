package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.load.BenchOptions;
import org.sngateway.simulator.load.BenchReport;
import org.sngateway.simulator.load.LoadShape;
import org.sngateway.simulator.udp.SourceAddresses;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** The options of all benches. */
final class BenchArguments {
    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "gateway, default ${DEFAULT-VALUE}")
    String host = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            defaultValue = "1883",
            description = "its UDP port, default ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = {"-c", "--devices"},
            defaultValue = "50",
            description = "devices, default ${DEFAULT-VALUE}")
    int devices;

    @Option(
            names = {"-q", "--qos"},
            defaultValue = "1",
            description = "-1, 0, 1 or 2, default ${DEFAULT-VALUE}")
    int qos;

    @Option(
            names = {"-w", "--outstanding"},
            defaultValue = "4",
            description = "messages without acknowledgement per device, default ${DEFAULT-VALUE}")
    int outstanding;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "messages (conn: connects) due per second, all devices together; latency counts from when"
                    + " each was due")
    double rate;

    @Option(names = "--closed", description = "no rate: every device keeps its window full (the default)")
    boolean closed;

    @Option(
            names = {"-s", "--size"},
            defaultValue = "32",
            description = "payload in octets, at least 20, default ${DEFAULT-VALUE}")
    int size;

    @Option(names = "--duration", defaultValue = "10", description = "seconds measured, default ${DEFAULT-VALUE}")
    double duration;

    @Option(names = "--warmup", defaultValue = "2", description = "seconds before that, default ${DEFAULT-VALUE}")
    double warmup;

    @Option(names = "--count", defaultValue = "0", description = "end after so many messages; 0 is no limit")
    long count;

    @Option(
            names = "--broker",
            description =
                    "mqtt://[user:password@]host[:port], to check what arrives (pub), or to" + " publish from (sub)")
    @Nullable
    URI broker;

    @Option(
            names = "--broker-qos",
            defaultValue = "0",
            description = "QoS of the checking subscription, 0 or 1, default ${DEFAULT-VALUE}")
    int brokerQos;

    @Option(
            names = "--forwarders",
            defaultValue = "0",
            description = "so many sockets carry all devices as forwarded" + " nodes; 0 gives each device its own")
    int forwarders;

    @Option(
            names = "--sources",
            defaultValue = "0",
            description = "spread sockets over so many addresses from" + " 127.1.0.1 on; 0 leaves it to the system")
    int sources;

    @Option(
            names = "--connects",
            defaultValue = "50",
            description = "CONNECTs outstanding at a time, default" + " ${DEFAULT-VALUE}")
    int connects;

    @Option(names = "--keep-alive", defaultValue = "60", description = "seconds, default ${DEFAULT-VALUE}")
    int keepAlive;

    @Option(names = "--retry", defaultValue = "5", description = "T_retry in seconds, default ${DEFAULT-VALUE}")
    double retry;

    @Option(names = "--topic", defaultValue = "bench", description = "device n uses TOPIC/n, default ${DEFAULT-VALUE}")
    String topic = "bench";

    @Option(
            names = "--client-id",
            defaultValue = "sim-",
            description = "prefix of client ids, default" + " ${DEFAULT-VALUE}")
    String clientId = "sim-";

    @Option(names = "--gateway-pid", defaultValue = "0", description = "process whose CPU and memory to watch")
    long gatewayPid;

    @Option(names = "--connect-timeout", defaultValue = "60", description = "seconds, default ${DEFAULT-VALUE}")
    double connectTimeout;

    @Option(
            names = "--drain",
            defaultValue = "15",
            description = "seconds to wait for the last answers, default" + " ${DEFAULT-VALUE}")
    double drain;

    @Option(
            names = "--late-max",
            defaultValue = "5",
            description = "milliseconds (p99) the loader itself may be late,"
                    + " or the run says nothing; default ${DEFAULT-VALUE}")
    double lateMax;

    @Option(
            names = "--expect",
            description = "threshold, for instance throughput_per_s>=20000 or ack_p99_ms<=3 (may"
                    + " be given several times)")
    Threshold[] thresholds = {};

    @Option(names = "--json", description = "print one JSON object")
    boolean json;

    private @Nullable InetSocketAddress gateway;

    /** Overrides --host and --port. */
    void useGateway(InetSocketAddress address) {
        gateway = address;
    }

    /** The options, or a usage error. */
    BenchOptions options() {
        check(qos >= -1 && qos <= 2, "--qos is -1, 0, 1 or 2");
        check(brokerQos == 0 || brokerQos == 1, "--broker-qos is 0 or 1");
        check(devices >= 1 && outstanding >= 1 && outstanding <= 10_000, "-c and -w are at least 1, -w at most 10000");
        check(rate >= 0 && !(closed && rate > 0), "--rate is positive, and excludes --closed");
        check(size <= 1_400, "--size is at most 1400");
        boolean isConn = spec != null && spec.name().equals("conn");
        check(qos > 0 || rate > 0 || isConn, "without acknowledgements (QoS -1, 0) a --rate is needed");
        InetSocketAddress target = gateway == null ? new InetSocketAddress(host, port) : gateway;
        check(!target.isUnresolved(), "there is no host " + host);
        return new BenchOptions(
                target,
                broker,
                brokerQos,
                gatewayPid,
                shape(),
                rate,
                count,
                size,
                connects,
                seconds(warmup),
                seconds(duration),
                seconds(connectTimeout),
                seconds(drain),
                seconds(lateMax / 1_000));
    }

    private LoadShape shape() {
        return new LoadShape(
                devices,
                forwarders,
                new SourceAddresses(sources),
                topic,
                clientId,
                qos < 0 ? Qos.MINUS_ONE : Qos.ofBits(qos),
                outstanding,
                keepAlive,
                seconds(retry).toNanos());
    }

    private static Duration seconds(double value) {
        return Duration.ofNanos((long) (value * 1e9));
    }

    private void check(boolean condition, String sentence) {
        if (!condition && spec != null) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    /** Prints the report; the exit code says whether it is good. */
    int conclude(BenchReport report) {
        for (Threshold threshold : thresholds) {
            threshold.check(report);
        }
        System.out.print(json ? report.json() + "\n" : report.text());
        System.out.flush();
        if (report.isInvalid()) {
            return SimulatorMain.FAILURE;
        }
        return report.problems().isEmpty() ? SimulatorMain.OK : SimulatorMain.THRESHOLD_MISSED;
    }
}
