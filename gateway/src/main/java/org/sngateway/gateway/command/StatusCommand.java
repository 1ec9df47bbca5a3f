package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.StatusScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code status}: how a gateway that runs is. */
@Command(name = "status", description = "Shows on one screen how a running gateway is.")
final class StatusCommand implements Callable<Integer> {
    private static final String PATH = "/status";
    private static final long WATCH_MILLIS = 2_000;

    /** Rates are measured between two questions; this is long enough for the second. */
    private static final long MEASURE_MILLIS = 1_100;

    /** To the upper left; what is there is written over, so that nothing flickers. */
    private static final String HOME = "\u001b[H";

    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Surroundings surroundings;

    @Option(names = "--watch", description = "shows it again every two seconds, until Ctrl-C")
    private boolean isWatching;

    @Option(names = "--json", description = "the gateway's answer as it is")
    private boolean isJson;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            show(gateway);
            while (isWatching && pause(WATCH_MILLIS)) {
                show(gateway);
            }
        });
    }

    private void show(RemoteGateway gateway) throws RemoteFailure {
        PrintWriter out = surroundings.out();
        if (isJson) {
            out.println(gateway.getText(PATH));
        } else {
            Map<String, Object> status = gateway.get(PATH);
            if (!StatusScreen.hasRates(status) && pause(MEASURE_MILLIS)) {
                status = gateway.get(PATH);
            }
            boolean isScreen = isWatching && Program.isColoured(surroundings);
            out.print(isScreen ? HOME : "");
            StatusScreen.lines(status).forEach(line -> out.println(isScreen ? line + CLEAR_LINE : line));
            out.print(isScreen ? CLEAR_BELOW : "");
        }
        out.flush();
    }

    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
