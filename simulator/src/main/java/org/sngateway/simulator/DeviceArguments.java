package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceWill;
import org.sngateway.simulator.tool.DeviceSettings;
import org.sngateway.simulator.tool.DeviceTool;
import org.sngateway.simulator.tool.HostPort;
import org.sngateway.simulator.tool.Terminal;
import org.sngateway.simulator.tool.Topics;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The options that {@code pub} and {@code sub} share: the device and its gateway. */
final class DeviceArguments {
    private static final int WORD_MAX = 0xFFFF;
    private static final int CLIENT_ID_OCTETS_MAX = 1_024;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "this text (-h is the host)")
    boolean help;

    @Option(
            names = {"-h", "--host"},
            defaultValue = "127.0.0.1",
            description = "gateway; default ${DEFAULT-VALUE}")
    String host = "127.0.0.1";

    @Option(
            names = {"-p", "--port"},
            defaultValue = "1883",
            description = "its UDP port; default ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = {"-i", "--id"},
            description = "client id; default sn-sim- and the process id")
    @Nullable
    String clientId;

    @Option(
            names = {"-I", "--id-prefix"},
            description = "client id that begins like this and ends with the process id")
    @Nullable
    String clientIdPrefix;

    @Option(
            names = {"-k", "--keepalive"},
            defaultValue = "60",
            description = "keep-alive in seconds, 0 for none; default ${DEFAULT-VALUE} as in mosquitto (10 in"
                    + " mqtt-sn-tools)")
    int keepAlive;

    @Option(
            names = {"-c", "--disable-clean-session"},
            description = "no clean session: the gateway keeps subscriptions and messages while the device is away")
    boolean persistent;

    @Option(
            names = {"-d", "--debug"},
            description = "show each packet sent and received, on standard error; -dd with its octets")
    boolean[] debug = {};

    @Option(names = "--quiet", description = "no complaints on standard error; the exit code tells")
    boolean quiet;

    @Option(names = "-A", description = "local address to send from")
    @Nullable
    String bind;

    @Option(names = "--cport", defaultValue = "0", description = "local UDP port to send from; default any")
    int localPort;

    @Option(names = "--fe", description = "speak as a node behind a forwarder (forwarder encapsulation)")
    boolean forwarded;

    @Option(names = "--wlnid", description = "with --fe: the node's wireless id; default the process id")
    @Nullable
    String nodeId;

    @Option(names = "--retry", defaultValue = "5", description = "T_retry in seconds; default ${DEFAULT-VALUE}")
    double retry;

    @Option(
            names = "--retries",
            defaultValue = "3",
            description = "N_retry: how often a request is repeated before the gateway counts as gone; default"
                    + " ${DEFAULT-VALUE}")
    int retries;

    @Option(names = "--no-short", description = "give names of two octets in full, not as short topic names")
    boolean noShort;

    @Option(names = "--will-topic", description = "topic of the Will, published when the device is lost")
    @Nullable
    String willTopic;

    @Option(names = "--will-payload", description = "payload of the Will; default empty")
    @Nullable
    String willPayload;

    @Option(names = "--will-qos", defaultValue = "0", description = "0, 1 or 2; default ${DEFAULT-VALUE}")
    int willQos;

    @Option(names = "--will-retain", description = "the Will is retained")
    boolean willRetain;

    /** A usage error unless {@code condition}. */
    void check(boolean condition, String sentence) {
        if (!condition && spec != null) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    TopicRef topic(String name) {
        check(!name.isEmpty() && name.indexOf(0) < 0, "a topic has at least one character, and no NUL");
        return Topics.ofName(name, noShort);
    }

    TopicRef predefined(int id) {
        check(id > 0 && id < WORD_MAX, "a predefined topic id is 1 to 65534");
        return new TopicRef.Predefined(id);
    }

    void checkSleep(int seconds) {
        check(seconds >= 0 && seconds <= WORD_MAX, "-e is 0 to 65535 seconds");
    }

    /** The device; {@code names} are those of its predefined topic ids. */
    DeviceTool tool(int windowMessagesMax, Map<Integer, String> names) {
        check(port >= 1 && port <= WORD_MAX && localPort >= 0 && localPort <= WORD_MAX, "a port is 1 to 65535");
        check(keepAlive >= 0 && keepAlive <= WORD_MAX, "-k is 0 to 65535 seconds");
        check(retry >= 0.001 && retry <= 3_600 && retries >= 0, "--retry is 0.001 to 3600 s, --retries at least 0");
        check(clientId == null || clientIdPrefix == null, "-i and -I exclude each other");
        check(nodeId == null || forwarded, "--wlnid needs --fe");
        check(willTopic != null || willPayload == null && !willRetain && willQos == 0, "a Will needs --will-topic");
        DeviceOptions options = DeviceOptions.of(clientId())
                .withCleanSession(!persistent)
                .withKeepAliveSeconds(keepAlive)
                .withRetries((long) (retry * 1e9), retries)
                .withWindowMessagesMax(windowMessagesMax)
                .withPredefined(new HashMap<>(names));
        if (willTopic != null) {
            check(!willTopic.isEmpty() && !Topics.hasWildcard(willTopic), "--will-topic is a name without wildcards");
            check(willQos >= 0 && willQos <= 2, "--will-qos is 0, 1 or 2");
            Octets payload = Octets.ofUtf8(willPayload == null ? "" : willPayload);
            options = options.withWill(new DeviceWill(willTopic, payload, Qos.ofBits(willQos), willRetain));
        }
        InetSocketAddress local = bind == null
                ? localPort == 0 ? null : new InetSocketAddress(localPort)
                : new InetSocketAddress(bind, localPort);
        check(local == null || !local.isUnresolved(), "there is no address " + bind);
        DeviceSettings settings =
                new DeviceSettings(new HostPort(host, port), local, options, node(), debug.length, quiet);
        return new DeviceTool(settings, terminal());
    }

    private String clientId() {
        if (clientId != null) {
            check(Octets.ofUtf8(clientId).length() <= CLIENT_ID_OCTETS_MAX, "-i is at most 1024 octets");
            return clientId;
        }
        return (clientIdPrefix == null ? "sn-sim-" : clientIdPrefix)
                + ProcessHandle.current().pid();
    }

    private @Nullable Octets node() {
        if (!forwarded) {
            return null;
        }
        Octets node = Octets.ofUtf8(
                nodeId == null ? String.valueOf(ProcessHandle.current().pid()) : nodeId);
        check(node.length() <= Encapsulated.NODE_ID_OCTETS_MAX && !node.isEmpty(), "--wlnid is 1 to 252 octets");
        return node;
    }

    /** How many octets of encapsulation go before each message. */
    int encapsulationOctets() {
        Octets node = node();
        return node == null ? 0 : 3 + node.length();
    }

    private Terminal terminal() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return Terminal.ofProcess(spec.commandLine().getErr());
    }
}
