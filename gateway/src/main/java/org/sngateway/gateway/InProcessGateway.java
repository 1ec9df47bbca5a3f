package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.HostPort;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.token.TokenFile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A gateway with its embedded broker inside another program, which decides about its end: no signal is caught here, and the
 * process goes on. It logs to standard output as {@code sn-gateway run} does.
 */
public final class InProcessGateway implements AutoCloseable {

    /** Why there is none, in one sentence for a user. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        private Failure(int exitCode, String sentence) {
            super(sentence);
            this.exitCode = exitCode;
        }

        /** One of {@link org.sngateway.gateway.command.ExitCode}. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Gateway gateway;
    private final GatewayConfig config;

    private InProcessGateway(Gateway gateway, GatewayConfig config) {
        this.gateway = gateway;
        this.config = config;
    }

    /**
     * Returns when devices are listened to and the broker listens.
     *
     * @param assignments {@code key=value} over the defaults, as for {@code sn-gateway run --set}; it has no topics of its own
     *     unless they say so. Neither files nor the environment are read
     */
    public static InProcessGateway start(List<String> assignments) throws Failure {
        List<String> all = new ArrayList<>(List.of("status_topics.enabled=false"));
        all.addAll(assignments);
        ConfigLoader.Sources sources = new ConfigLoader.Sources(null, Map.of(), all).withOverrides();
        LoadResult result = ConfigLoader.load(sources);
        if (!(result instanceof LoadResult.Loaded loaded)) {
            throw new IllegalArgumentException("the gateway refuses " + assignments + ": " + result);
        }
        try {
            EventLog log = EventLog.ofProcess(Logging.settings(loaded.config().log(), Map.of()));
            return new InProcessGateway(Gateway.start(new Configured(sources, loaded), log), loaded.config());
        } catch (CannotStart cannotStart) {
            throw new Failure(cannotStart.exitCode(), cannotStart.sentence());
        }
    }

    /** Where devices reach its first listener. */
    public InetSocketAddress sensorAddress() {
        return gateway.sensorAddress();
    }

    /** The TCP port of the embedded broker. */
    public int brokerPort() {
        return gateway.embeddedPort();
    }

    /** The address of the pages for a browser, with the token that lets it in; why there are none, in words. */
    public String pages() {
        int port = gateway.httpPort();
        if (port == 0) {
            return "no pages: http.bind cannot be opened";
        }
        try {
            HostPort place = new HostPort(config.http().bind().host(), port);
            return "http://" + place.text() + "/#t=" + new TokenFile(config.httpTokenFile()).read();
        } catch (IOException unreadable) {
            return "no pages: " + config.httpTokenFile() + " cannot be read";
        }
    }

    /** Ends everything in order, in less than two seconds. */
    @Override
    public void close() {
        gateway.close();
    }
}
