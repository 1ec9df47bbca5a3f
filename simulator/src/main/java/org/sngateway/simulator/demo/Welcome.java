package org.sngateway.simulator.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What is printed first: what there is, and what to try. All lines can be typed as they are.
 *
 * @param snSim how this program is called, such as {@code java -jar sn-sim.jar}
 * @param hasMosquitto whether mosquitto_sub and mosquitto_pub are installed
 * @param thermometers how many there are
 */
record Welcome(String version, String snSim, boolean hasMosquitto, int thermometers) {
    private static final int USUAL_PORT = 1883;
    private static final int EXAMPLE = 3;

    /**
     * Where something listens.
     *
     * @param isNextBest whether the usual port was taken
     */
    record Place(String host, int port, boolean isNextBest) {
        String text(String scheme) {
            String address = host.contains(":") ? "[" + host + "]" : host;
            return scheme + "://" + address + ":" + port + (isNextBest ? "   (" + USUAL_PORT + " is taken)" : "");
        }

        /** The option that says so, if it has to be said. */
        String option() {
            return port == USUAL_PORT ? "" : " -p " + port;
        }
    }

    /** @param pages the address of the pages for a browser, with what lets it in */
    List<String> lines(Place gateway, Place broker, String pages) {
        String example = Things.thermometer(Math.min(EXAMPLE, thermometers), thermometers);
        List<String> lines = new ArrayList<>();
        lines.add("sn-sim " + version + " demo - nothing is written outside a temporary folder");
        lines.add("");
        lines.add("  broker   embedded MQTT 5   " + broker.text("mqtt"));
        lines.add("  gateway  MQTT-SN 1.2       " + gateway.text("udp"));
        lines.add("  browser  " + pages);
        lines.add("  devices  " + thermometers + " thermometers, asleep " + Things.EVERY_SECONDS
                + " s at a time, an air conditioner, a door switch (QoS -1)");
        lines.add("  rule     when a thermometer has more than 28 degrees the air conditioner is switched on,");
        lines.add("           below 26 off; " + Things.thermometer(1, thermometers) + " stands in the sun");
        lines.add("");
        lines.add("Try in another terminal:");
        if (hasMosquitto) {
            lines.addAll(mosquitto(example, broker.option()));
        } else {
            lines.addAll(deviceTools(example, gateway.option()));
        }
        lines.add("");
        lines.add("A sleeping device of your own:");
        lines.add("  " + snSim + " sub" + gateway.option() + " -i my-1 -t cmd/my-1 -q 1 -e 10 -V -d");
        lines.add("");
        lines.add("Ctrl-C stops everything.");
        lines.add("");
        return lines;
    }

    private static List<String> mosquitto(String example, String port) {
        return List.of(
                "  mosquitto_sub" + port + " -v -t 'sensors/#'",
                "      what the devices publish, on the MQTT side",
                "  mosquitto_pub" + port + " -t " + Topics.config(example) + " -m '{\"every\":5}'",
                "      queued now, delivered when " + example + " wakes next");
    }

    private List<String> deviceTools(String example, String port) {
        return List.of(
                "  " + snSim + " sub" + port + " -v -t 'sensors/#'",
                "      what the devices publish, as another device sees it",
                "  " + snSim + " pub" + port + " -t " + Topics.config(example) + " -m '{\"every\":5}'",
                "      queued now, delivered when " + example + " wakes next",
                "  (with the MQTT clients of the package mosquitto-clients: mosquitto_sub and mosquitto_pub)");
    }
}
