package org.sngateway.gateway.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the devices of a gateway that runs give away about the network, from the rows of {@code GET /api/v1/clients}. */
public final class DevicesCheck {
    private static final int CLIENTS_PER_ADDRESS = 3;
    private static final int NAMES_MAX = 3;

    private DevicesCheck() {}

    public static List<Finding> look(List<Map<String, Object>> clients) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(addresses(clients));
        findings.addAll(keepAlives(clients));
        return findings;
    }

    /** Many devices that seem to be one host, with the address of a container's bridge. */
    private static List<Finding> addresses(List<Map<String, Object>> clients) {
        Map<String, Integer> byHost = new TreeMap<>();
        for (Map<String, Object> client : clients) {
            if (client.get("address") instanceof String address && client.get("forwarder") == null) {
                byHost.merge(host(address), 1, Integer::sum);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byHost.forEach((host, count) -> {
            if (count > CLIENTS_PER_ADDRESS && isBridge(host)) {
                findings.add(Finding.warning(
                        "docker",
                        "addresses",
                        count + " devices have the address " + host
                                + ", which is one of a container's bridge: their own " + "addresses are hidden",
                        "network_mode: host (docker run --network host)"));
            }
        });
        return findings;
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? address : address.substring(0, colon);
    }

    /** 172.16.0.0/12, where bridges are by default. */
    private static boolean isBridge(String host) {
        String[] parts = host.split("\\.", -1);
        long second = parts.length == 4 && parts[0].equals("172") ? KernelChecks.number(parts[1]) : -1;
        return second >= 16 && second <= 31;
    }

    /** A device that sleeps longer than its keep-alive is supervised by its sleep then, which surprises many. */
    private static List<Finding> keepAlives(List<Map<String, Object>> clients) {
        List<String> names = new ArrayList<>();
        for (Map<String, Object> client : clients) {
            long keepAlive = number(client.get("keep_alive_s"));
            if (keepAlive > 0 && number(client.get("sleep_s")) > keepAlive) {
                names.add(String.valueOf(client.get("client_id")));
            }
        }
        if (names.isEmpty()) {
            return List.of();
        }
        String some = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())));
        String rest = names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "";
        return List.of(Finding.note(
                "udp",
                "keep_alive",
                some + rest
                        + ": the keep-alive is shorter than the sleep; while it sleeps a device is supervised by its "
                        + "sleep duration alone (MQTT-SN 1.2 s.6.14)"));
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
