package org.sngateway.simulator.scenario;

/** The file that {@code sn-sim new} writes. */
public final class Starter {
    /** Its text; a test reads it. */
    public static final String TEXT = """
            # A scenario for sn-sim run. Every key: docs/reference/scenario-file.md. Check it with: sn-sim check FILE
            # Everything can be changed for one run: sn-sim run FILE --set fleets.0.count=5
            name: starter
            summary: Sensors publish, actuators are commanded.
            seed: 42                      # the same seed, the same chance
            target:
              gateway: "127.0.0.1:1883"   # host and UDP port
              broker: "mqtt://127.0.0.1:1883"   # to see what arrives; without it deliveries cannot be measured

            fleets:
              - name: therm
                count: 20
                client_id: "therm-{n:03}"
                profile: sleepy           # or always-on, fire-and-forget, actuator, forwarder(n), misbehaving(5%)
                publish:
                  - {topic: "sensors/{client_id}/t", every: 20s, jitter: 10%, qos: 1, payload: {t: "sine(21, 4, 24h) + noise(0.2)"}}
                sleep: {duration: 60s, wake: before publish}
                link: nbiot               # sn-sim list --links
              - name: valve
                count: 5
                profile: actuator         # subscribes to cmd/{client_id}/#

            downlink:
              - {fleet: valve, topic: "cmd/{client_id}/open", from: 20s, every: 10s}

            timeline:
              - {at: 0s, ramp: {fleet: therm, over: 10s}}
              - {at: 90s, power_cut: {fleet: therm, share: 50%, for: 10s}}

            duration: 3m
            thresholds:                   # the run fails (exit code 99) when one does not hold
              uplink_delivered_ratio: ">= 99%"
              uplink_latency_p99: "< 60s where fleet == therm"
              downlink_wait_p99: "< 5s"
            """;

    private Starter() {}
}
