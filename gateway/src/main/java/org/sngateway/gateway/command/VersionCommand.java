package org.sngateway.gateway.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code version}. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "as JSON")
    private boolean isJson;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String java = System.getProperty("java.version", "");
        String version = Version.text();
        surroundings
                .out()
                .println(
                        isJson
                                ? "{\"name\":\"sn-gateway\",\"version\":\"" + version
                                        + "\",\"mqtt_sn\":[\"1.2\"],\"java\":\"" + java + "\"}"
                                : "sn-gateway " + version + " (MQTT-SN 1.2, Java " + java + ")");
        return ExitCode.OK;
    }
}
