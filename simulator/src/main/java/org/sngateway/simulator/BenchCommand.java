package org.sngateway.simulator;

import org.sngateway.simulator.load.BareResponder;
import org.sngateway.simulator.load.BenchReport;
import org.sngateway.simulator.load.ConnectBench;
import org.sngateway.simulator.load.PublishBench;
import org.sngateway.simulator.load.ReceiveBench;
import org.sngateway.simulator.load.SleepBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/** {@code sn-sim bench}: quick load figures of any gateway. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Quick load figures of any MQTT-SN gateway, and of this loader itself.")
final class BenchCommand {

    @Command(
            name = "pub",
            mixinStandardHelpOptions = true,
            description = "Devices publish; with --broker, what was acknowledged is compared with what arrived.")
    int pub(@Mixin BenchArguments arguments) {
        return arguments.conclude(new PublishBench(arguments.options()).run());
    }

    @Command(
            name = "conn",
            mixinStandardHelpOptions = true,
            description = "Devices connect, stay for --duration with keep-alive, and leave.")
    int conn(@Mixin BenchArguments arguments) {
        return arguments.conclude(new ConnectBench(arguments.options()).run());
    }

    @Command(
            name = "sub",
            mixinStandardHelpOptions = true,
            description = "Each device subscribes to its own topic; a client of --broker publishes to them in turn.")
    int sub(@Mixin BenchArguments arguments) {
        return arguments.conclude(new ReceiveBench(arguments.options()).run());
    }

    @Command(
            name = "sleep",
            mixinStandardHelpOptions = true,
            description = "Devices sleep, and wake at --rate wakes/s in turn to collect what a client of --broker has"
                    + " published for them meanwhile.")
    int sleep(@Mixin BenchArguments arguments) {
        return arguments.conclude(new SleepBench(arguments.options()).run());
    }

    @Command(
            name = "self",
            mixinStandardHelpOptions = true,
            description = "Like pub, but against a bare UDP responder in this process: the loader's own capacity.")
    int self(@Mixin BenchArguments arguments) {
        try (BareResponder responder = new BareResponder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            arguments.useGateway(responder.address());
            BenchReport report = new PublishBench(arguments.options()).run();
            return arguments.conclude(report);
        }
    }

    @Command(
            name = "responder",
            mixinStandardHelpOptions = true,
            description = "Runs the bare UDP responder alone, until it is stopped.")
    int responder(@Option(names = "--port", defaultValue = "1884", description = "UDP port, default 1884") int port)
            throws InterruptedException {
        try (BareResponder responder = new BareResponder(new InetSocketAddress(port))) {
            System.out.println("bare responder on " + responder.address());
            new CountDownLatch(1).await();
        }
        return SimulatorMain.OK;
    }
}
