package org.sngateway.gateway.command;

import com.fasterxml.jackson.jr.ob.JSON;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.doctor.DevicesCheck;
import org.sngateway.gateway.doctor.Doctor;
import org.sngateway.gateway.doctor.Finding;
import org.sngateway.gateway.doctor.ThisMachine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code doctor}: looks for the faults of the surroundings. */
@Command(
        name = "doctor",
        description = "Looks for faults of this machine, its network and the broker, and says how to mend them.")
final class DoctorCommand implements Callable<Integer> {
    private static final String ALL_CLIENTS = "/clients?limit=1000";

    private final Surroundings surroundings;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "AREA",
            description = "system, udp, broker, docker, thread; all without any")
    private final Set<String> areas = new LinkedHashSet<>();

    @Option(names = "--json", description = "as JSON")
    private boolean isJson;

    DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        for (String area : areas) {
            if (!Doctor.AREAS.contains(area)) {
                surroundings
                        .err()
                        .println("there is no area \"" + area + "\"; there are " + String.join(", ", Doctor.AREAS));
                return ExitCode.USAGE;
            }
        }
        Loaded loaded = remote.config.load(surroundings);
        if (loaded == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        GatewayConfig config = loaded.config();
        List<Finding> findings =
                new ArrayList<>(Doctor.look(new ThisMachine(surroundings.environment()), config, areas));
        if (areas.isEmpty() || areas.contains("broker")) {
            findings.addAll(surroundings.service().examineBroker(config));
        }
        findings.addAll(devices(config));
        if (isJson) {
            surroundings
                    .out()
                    .println(JSON.std.asString(Map.of(
                            "findings",
                            findings.stream().map(DoctorCommand::row).toList())));
        } else {
            print(findings);
        }
        boolean fault = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.FAULT);
        return fault ? ExitCode.FAILURE : ExitCode.OK;
    }

    /** What can be learnt from a gateway that runs; nothing when none does. */
    private List<Finding> devices(GatewayConfig config) {
        if (!areas.isEmpty() && !areas.contains("udp") && !areas.contains("docker")) {
            return List.of();
        }
        RemoteGateway gateway = config.http().enabled() ? remote.gateway(surroundings) : null;
        if (gateway == null) {
            return List.of();
        }
        try {
            List<Map<String, Object>> rows = new ArrayList<>();
            if (gateway.get(ALL_CLIENTS).get("clients") instanceof List<?> clients) {
                for (Object client : clients) {
                    rows.add(texts(client));
                }
            }
            return DevicesCheck.look(rows);
        } catch (RemoteFailure notRunning) {
            return List.of();
        }
    }

    private static Map<String, Object> texts(Object client) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (client instanceof Map<?, ?> map) {
            map.forEach((key, value) -> row.put(String.valueOf(key), value));
        }
        return row;
    }

    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("area", finding.area());
        row.put("severity", word(finding));
        row.put("check", finding.check());
        row.put("text", finding.text());
        row.put("fix", finding.fix());
        return row;
    }

    private static String word(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private void print(List<Finding> findings) {
        int faults = 0;
        int warnings = 0;
        for (Finding finding : findings) {
            faults += finding.severity() == Finding.Severity.FAULT ? 1 : 0;
            warnings += finding.severity() == Finding.Severity.WARNING ? 1 : 0;
            surroundings.out().printf("%-7s %-8s %s%n", finding.area(), word(finding), finding.text());
            if (!finding.fix().isEmpty()) {
                surroundings.out().printf("%-7s %-8s %s%n", "", "fix:", finding.fix());
            }
        }
        surroundings.out().println(summary(faults, warnings));
    }

    private static String summary(int faults, int warnings) {
        if (faults + warnings == 0) {
            return "nothing is wrong";
        }
        return faults
                + (faults == 1 ? " fault, " : " faults, ")
                + warnings
                + (warnings == 1 ? " warning" : " warnings");
    }
}
