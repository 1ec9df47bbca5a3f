package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.scenario.SectionReader.Item;

import java.util.regex.Matcher;

/** Reads what is tested. */
final class TargetReader {
    private static final java.util.regex.Pattern HOST_PORT =
            java.util.regex.Pattern.compile("(\\[[0-9A-Fa-f:.%a-z]+\\]|[^:/\\[\\]\\s]+):([0-9]{1,5})");
    private static final java.util.regex.Pattern BROKER = java.util.regex.Pattern.compile(
            "mqtts?://([^/\\s@]+@)?(\\[[0-9A-Fa-f:.]+\\]|[^:/\\[\\]\\s@]+)(:[0-9]{1,5})?/?");
    private static final int PORT_MAX = 65_535;

    private final SectionReader in;

    TargetReader(SectionReader in) {
        this.in = in;
    }

    Target read() {
        String gateway = in.get("gateway", String.class, "127.0.0.1:1883");
        Matcher hostPort = HOST_PORT.matcher(gateway);
        boolean isGood = hostPort.matches();
        int port = isGood ? Integer.parseInt(hostPort.group(2)) : 0;
        if (port < 1 || port > PORT_MAX) {
            in.problem("gateway", "must be host:port such as 127.0.0.1:1883, the port 1.." + PORT_MAX);
        }
        String host = isGood ? hostPort.group(1).replaceAll("[\\[\\]]", "") : "";
        return new Target(host, port, broker(), metrics());
    }

    private @Nullable String broker() {
        String broker = in.find("broker", String.class);
        if (broker == null || broker.equals("none")) {
            return null;
        }
        if (!BROKER.matcher(broker).matches()) {
            in.problem(
                    "broker",
                    "must be mqtt://[user:password@]host[:port] such as mqtt://127.0.0.1:1883, or mqtts://..., or none");
        }
        return broker;
    }

    private @Nullable String metrics() {
        String metrics = in.find("metrics", String.class);
        if (metrics != null && !metrics.matches("https?://[^\\s/]+(/\\S*)?")) {
            in.problem("metrics", "must be a URL such as http://127.0.0.1:9108/metrics");
        }
        return metrics;
    }

    String observed() {
        String first = null;
        for (Item item : in.items("observe")) {
            String filter = SectionReader.text(item.raw());
            if (filter.isEmpty() || !TopicReader.isFilter(filter)) {
                in.problem("observe", "must be a list of topic filters such as [\"sensors/#\"]");
            }
            first = first == null ? filter : "#";
        }
        return first == null ? "#" : first;
    }
}
