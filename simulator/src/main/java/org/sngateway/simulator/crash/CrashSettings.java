package org.sngateway.simulator.crash;

import java.nio.file.Path;
import java.util.List;

/**
 * What every crash test needs to know.
 *
 * @param gatewayJar the packaged gateway
 * @param folder for the data and logs of gateway and broker; kept afterwards
 * @param mqttVersion 5.0 or 3.1.1, what the gateway speaks to the broker
 * @param seed of all that is drawn
 * @param settings further {@code key=value} for the gateway
 */
public record CrashSettings(
        Path gatewayJar, Path folder, String mqttVersion, long seed, List<String> jvmOptions, List<String> settings) {

    public CrashSettings {
        jvmOptions = List.copyOf(jvmOptions);
        settings = List.copyOf(settings);
    }
}
