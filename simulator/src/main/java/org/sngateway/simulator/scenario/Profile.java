package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.Spelling;
import org.sngateway.gateway.config.ValueType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a fleet's devices are like where its file says nothing.
 *
 * @param publish YAML of the list of publishes
 * @param nodesPerForwarder of {@code forwarder(n)}
 * @param misbehaving of {@code misbehaving(share)}
 */
record Profile(
        String word,
        String meaning,
        boolean connects,
        int keepAliveSeconds,
        boolean cleanSession,
        boolean sleeps,
        String publish,
        List<String> subscribe,
        int nodesPerForwarder,
        double misbehaving) {
    private static final String READINGS = "[{topic: \"sensors/{client_id}\", every: %s}]";
    private static final List<String> COMMANDS = List.of("cmd/{client_id}/#");
    private static final Pattern CALL = Pattern.compile("(forwarder|misbehaving)\\(([^)]*)\\)");
    private static final double MISBEHAVING = 0.05;

    private static final Profile SLEEPY = new Profile(
            "sleepy",
            "sleeps 300s at a time, wakes to publish every five minutes with QoS 1, keeps its session",
            true,
            60,
            false,
            true,
            String.format(READINGS, "5m"),
            COMMANDS,
            0,
            0);

    private static final Profile ALWAYS_ON = new Profile(
            "always-on",
            "stays connected, publishes every 10 seconds with QoS 1, clean session",
            true,
            60,
            true,
            false,
            String.format(READINGS, "10s"),
            List.of(),
            0,
            0);

    private static final Profile FIRE_AND_FORGET = new Profile(
            "fire-and-forget",
            "never connects; publishes every 10 seconds with QoS -1 to the short topic ff",
            false,
            0,
            true,
            false,
            "[{topic_short: ff, every: 10s, qos: -1}]",
            List.of(),
            0,
            0);

    private static final Profile ACTUATOR = new Profile(
            "actuator",
            "stays connected, subscribes to cmd/{client_id}/#, publishes its state every minute, keeps its"
                    + " session",
            true,
            60,
            false,
            false,
            String.format(READINGS, "1m"),
            COMMANDS,
            0,
            0);

    private static final Profile FORWARDER = new Profile(
            "forwarder",
            "always-on behind forwarders of 10 devices each, or of n: forwarder(n)",
            true,
            60,
            true,
            false,
            String.format(READINGS, "10s"),
            List.of(),
            10,
            0);

    private static final Profile MISBEHAVING_SOME = new Profile(
            "misbehaving",
            "always-on, and 5% of its datagrams are wrong, or as many as said: misbehaving(20%)",
            true,
            60,
            true,
            false,
            String.format(READINGS, "10s"),
            List.of(),
            0,
            MISBEHAVING);

    static final Map<String, Profile> ALL = all();

    private static Map<String, Profile> all() {
        Map<String, Profile> all = new LinkedHashMap<>();
        for (Profile profile : List.of(SLEEPY, ALWAYS_ON, FIRE_AND_FORGET, ACTUATOR, FORWARDER, MISBEHAVING_SOME)) {
            all.put(profile.word(), profile);
        }
        return all;
    }

    /** The same, after its words in the file. */
    private Profile called(String written, int nodes, double share) {
        return new Profile(
                written, meaning, connects, keepAliveSeconds, cleanSession, sleeps, publish, subscribe, nodes, share);
    }

    /** Reads a profile's word, with its number in brackets if it has one. */
    record Type() implements ValueType {
        @Override
        public Checked parse(String text) {
            Profile profile = ALL.get(text);
            if (profile != null) {
                return Checked.value(profile);
            }
            Matcher call = CALL.matcher(text);
            if (!call.matches()) {
                String near = Spelling.nearest(text, ALL.keySet());
                return Checked.problem("must be " + allowed() + (near == null ? "" : " - did you mean " + near + "?"));
            }
            Profile called =
                    ALL.getOrDefault(call.group(1), ALL.values().iterator().next());
            if (call.group(1).equals("forwarder")) {
                return call.group(2).matches("[1-9][0-9]{0,3}")
                        ? Checked.value(called.called(text, Integer.parseInt(call.group(2)), 0))
                        : Checked.problem("must be forwarder(n) with 1..9999 devices");
            }
            Checked share = Types.SHARE.parse(call.group(2));
            return share.value() instanceof Double value
                    ? Checked.value(called.called(text, 0, value))
                    : Checked.problem("must be misbehaving(share) with a share such as 5%");
        }

        @Override
        public String name() {
            return "word";
        }

        @Override
        public String allowed() {
            return "sleepy, always-on, fire-and-forget, actuator, forwarder(n) or misbehaving(share)";
        }
    }
}
