package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.udp.SourceAddresses;

import java.nio.file.Path;
import java.util.List;

/**
 * What is tested, and what is in this run's hands.
 *
 * @param host of the gateway
 * @param brokerUrl {@code null}: deliveries are not measured
 * @param sockets that devices will have open at a time
 */
public record SiteOptions(
        String host, int port, @Nullable String brokerUrl, SourceAddresses sources, int sockets, Hands hands) {

    /**
     * The programs that the run starts and ends itself.
     *
     * @param gatewayCommand empty: the gateway is there already
     * @param brokerCommand empty: the broker is there already
     * @param proxyPort where the gateway finds its broker behind a proxy of the run; -1: no proxy
     * @param folder for their output
     */
    public record Hands(List<String> gatewayCommand, List<String> brokerCommand, int proxyPort, Path folder) {
        public Hands {
            gatewayCommand = List.copyOf(gatewayCommand);
            brokerCommand = List.copyOf(brokerCommand);
        }

        /** Nothing is. */
        public static Hands none() {
            return new Hands(List.of(), List.of(), -1, Path.of("."));
        }
    }
}
