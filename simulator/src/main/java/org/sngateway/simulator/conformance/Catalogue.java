package org.sngateway.simulator.conformance;

import org.sngateway.simulator.conformance.group.ConnectTests;
import org.sngateway.simulator.conformance.group.DiscoveryTests;
import org.sngateway.simulator.conformance.group.DownlinkTests;
import org.sngateway.simulator.conformance.group.FormatTests;
import org.sngateway.simulator.conformance.group.ForwarderTests;
import org.sngateway.simulator.conformance.group.RegisterTests;
import org.sngateway.simulator.conformance.group.RetryTests;
import org.sngateway.simulator.conformance.group.SecurityTests;
import org.sngateway.simulator.conformance.group.SessionTests;
import org.sngateway.simulator.conformance.group.SleepTests;
import org.sngateway.simulator.conformance.group.SleepTimeTests;
import org.sngateway.simulator.conformance.group.SubscribeTests;
import org.sngateway.simulator.conformance.group.UplinkTests;
import org.sngateway.simulator.conformance.group.WillTests;
import org.sngateway.simulator.conformance.script.Case;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All tests of MQTT-SN 1.2, by id. */
public final class Catalogue {
    private static final List<Class<?>> CLASSES = List.of(
            FormatTests.class,
            ConnectTests.class,
            WillTests.class,
            RegisterTests.class,
            UplinkTests.class,
            DownlinkTests.class,
            SubscribeTests.class,
            SleepTests.class,
            SleepTimeTests.class,
            SessionTests.class,
            DiscoveryTests.class,
            ForwarderTests.class,
            RetryTests.class,
            SecurityTests.class);

    /** The groups in the order of reports, with what they are about. */
    public static final Map<String, String> GROUPS = groups();

    private Catalogue() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("FMT", "message format");
        groups.put("CON", "connection and Will");
        groups.put("REG", "topic registration");
        groups.put("PUB", "publishing, both ways");
        groups.put("SUB", "subscriptions");
        groups.put("SLP", "sleeping devices");
        groups.put("SES", "sessions and addresses");
        groups.put("DIS", "discovery");
        groups.put("FWD", "forwarder encapsulation");
        groups.put("RTY", "retransmission");
        groups.put("SEC", "strangers and floods");
        return groups;
    }

    /** Every test, group by group. */
    public static List<TestCase> all() {
        List<TestCase> cases = new ArrayList<>();
        for (Class<?> group : CLASSES) {
            for (Method method : group.getDeclaredMethods()) {
                Case about = method.getAnnotation(Case.class);
                if (about != null) {
                    cases.add(new TestCase(about, method));
                }
            }
        }
        List<String> order = List.copyOf(GROUPS.keySet());
        cases.sort(Comparator.comparing((TestCase test) -> order.indexOf(test.group()))
                .thenComparing(TestCase::id));
        return cases;
    }

    /** Those whose id one of these patterns fits, such as {@code SLP-*}; all when there are none. */
    public static List<TestCase> matching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return all();
        }
        List<Pattern> compiled = new ArrayList<>();
        for (String pattern : patterns) {
            String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
            compiled.add(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
        }
        return all().stream()
                .filter(test ->
                        compiled.stream().anyMatch(p -> p.matcher(test.id()).matches()))
                .toList();
    }
}
