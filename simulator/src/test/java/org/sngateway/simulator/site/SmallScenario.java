package org.sngateway.simulator.site;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.Threshold;
import org.sngateway.simulator.scenario.ConnectSpec;
import org.sngateway.simulator.scenario.DownlinkSpec;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.PayloadSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.RetrySpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.scenario.SubscribeSpec;
import org.sngateway.simulator.scenario.Target;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.List;
import java.util.Map;

/** Twenty devices that publish QoS 1 twice a second for eight seconds, and get commands of QoS 1. */
final class SmallScenario {
    static final int DEVICES = 20;
    static final int SECONDS = 8;
    static final int READINGS = DEVICES * SECONDS * 2;

    private static final long SECOND = 1_000_000_000L;
    private static final PayloadSpec PAYLOAD = new PayloadSpec(List.of(), PayloadSpec.Encoding.JSON, 0);

    private SmallScenario() {}

    static Scenario of(List<Step> timeline) {
        PublishSpec readings = new PublishSpec(
                new TopicSpec.Predefined(1, new Pattern("small/{client_id}/t")),
                SECOND / 2,
                0,
                Qos.ONE,
                false,
                1,
                PAYLOAD);
        FleetSpec fleet = new FleetSpec(
                "small",
                DEVICES,
                new Pattern("small-{n:03}"),
                "always-on",
                new ConnectSpec(60, false, 4, null),
                List.of(readings),
                List.of(new SubscribeSpec(new TopicSpec.Named(new Pattern("small/{client_id}/cmd")), Qos.ONE)),
                null,
                new RetrySpec(SECOND, 5, SECOND),
                "ideal",
                0,
                0);
        DownlinkSpec commands = new DownlinkSpec(
                "small", new Pattern("small/{client_id}/cmd"), 2 * SECOND, SECOND, 3, Qos.ONE, false, 0, PAYLOAD);
        Threshold nothingLost =
                new Threshold(Metric.UPLINK_LOST_ACKED, Threshold.Comparison.EQUAL, 0, Threshold.Scope.ALL, "== 0");
        return new Scenario(
                "small",
                "small",
                "",
                1,
                new Target("127.0.0.1", 1883, null, null),
                List.of(fleet),
                Map.of("ideal", LinkSpec.IDEAL),
                List.of(commands),
                timeline,
                SECONDS * SECOND,
                20 * SECOND,
                List.of(nothingLost));
    }
}
