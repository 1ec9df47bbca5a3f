package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.ConfigFile;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.ProblemReport;
import org.sngateway.gateway.config.Raw;
import org.sngateway.gateway.config.YamlText;
import org.sngateway.simulator.link.LinkPresets;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.scenario.SectionReader.Item;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a scenario: a file, or one that is shipped. Never throws for what a user wrote; all problems come together. */
public final class ScenarioReader {
    private static final long SETTLE_NANOS = 30_000_000_000L;
    private static final FleetSpec NOBODY = new FleetSpec(
            "", 0, new Pattern(""), "", null, List.of(), List.of(), null, new RetrySpec(1, 0, 1), "lan", 0, 0);

    private final Path file;
    private final String text;
    private final List<String> overrides;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private ScenarioReader(Path file, String text, List<String> overrides) {
        this.file = file;
        this.text = text;
        this.overrides = overrides;
    }

    /**
     * Reads a file, or the shipped scenario of that name when there is no such file.
     *
     * @param overrides {@code fleets.0.count=5}, later ones over earlier ones
     */
    public static ScenarioResult read(String fileOrName, List<String> overrides) {
        Path file = Path.of(fileOrName);
        String shipped = Scenarios.text(fileOrName);
        if (shipped != null && !Files.isRegularFile(file)) {
            return ofText(Path.of(fileOrName + ".yaml"), shipped, overrides);
        }
        if (!Files.exists(file)) {
            String message = LinkReader.unknown(fileOrName, Scenarios.names())
                    .replace("does not exist; must be", "is no such file, and no shipped scenario:");
            Problem problem = new Problem(new Place.WholeFile(), "", "", message);
            return new ScenarioResult.Refused(new ProblemReport(file, "", List.of(problem)));
        }
        return read(file, overrides);
    }

    /** Reads a file. */
    public static ScenarioResult read(Path file, List<String> overrides) {
        ConfigFile read = ConfigFile.read(file);
        return read.problem() == null
                ? ofText(file, read.text(), overrides)
                : new ScenarioResult.Refused(new ProblemReport(file, read.text(), List.of(read.problem())));
    }

    /** Reads a text that came from {@code file}. */
    public static ScenarioResult ofText(Path file, String text, List<String> overrides) {
        return new ScenarioReader(file, text, overrides).read();
    }

    private ScenarioResult read() {
        Raw root = YamlText.ofFile(text, problems);
        boolean isReadable = problems.isEmpty() || root != null;
        root = new Overrides(problems).over(root, overrides);
        if (isReadable) {
            Raw all = root == null ? new Raw.Mapping(List.of(), new Place.InFile(1, 1)) : root;
            Scenario scenario = scenario(new SectionReader(all, "", Keys.TOP, problems));
            if (problems.isEmpty()) {
                return new ScenarioResult.Read(scenario, warnings);
            }
        }
        return new ScenarioResult.Refused(new ProblemReport(file, text, problems));
    }

    static Set<String> names(List<FleetSpec> fleets) {
        Set<String> names = new LinkedHashSet<>();
        fleets.forEach(fleet -> names.add(fleet.name()));
        return names;
    }

    private Scenario scenario(SectionReader in) {
        TargetReader targets = new TargetReader(in.section("target", Keys.TARGET));
        Target target = targets.read();
        Map<String, LinkSpec> links = links(in);
        List<SectionReader> sections = new ArrayList<>();
        List<FleetSpec> fleets = fleets(in, targets.observed(), sections);
        ScenarioChecks checks = new ScenarioChecks(warnings);
        for (int i = 0; i < fleets.size(); i++) {
            checks.fleet(sections.get(i), fleets.get(i), links);
        }
        checks.clientIds(sections, fleets);
        long duration = in.nanos("duration", "5m");
        List<DownlinkSpec> downlinks = new DownlinkReader(fleets, duration).read(in);
        List<Step> timeline = new TimelineReader(names(fleets), links.keySet(), duration).read(in);
        Duration settle = in.find("settle", Duration.class);
        Scenario scenario = new Scenario(
                in.get("name", String.class, stem()),
                in.get("summary", String.class, ""),
                ScenarioText.of(text, overrides),
                in.get("seed", Integer.class, 1),
                target,
                fleets,
                links,
                downlinks,
                timeline,
                duration,
                settle == null ? settle(fleets, downlinks) : settle.toNanos(),
                List.of());
        return scenario.withThresholds(new ThresholdReader(scenario, problems).read(in));
    }

    private String stem() {
        Path name = file.getFileName();
        return name == null ? "scenario" : name.toString().replaceFirst("\\.ya?ml$", "");
    }

    private static long settle(List<FleetSpec> fleets, List<DownlinkSpec> downlinks) {
        long wake = 0;
        for (DownlinkSpec downlink : downlinks) {
            wake = Math.max(wake, ScenarioChecks.wakeNanos(find(fleets, downlink.fleet())));
        }
        return SETTLE_NANOS + wake;
    }

    static FleetSpec find(List<FleetSpec> fleets, String name) {
        return fleets.stream()
                .filter(fleet -> fleet.name().equals(name))
                .findFirst()
                .orElse(NOBODY);
    }

    private Map<String, LinkSpec> links(SectionReader in) {
        Map<String, LinkSpec> links = new LinkedHashMap<>();
        LinkPresets.byName().forEach((name, preset) -> links.put(name, preset.spec()));
        for (Raw.Entry entry : in.entries("links")) {
            Item item = new Item(entry.value(), in.at("links") + "." + entry.key());
            links.put(entry.key(), new LinkReader(in.section(item, Keys.LINK)).read());
        }
        return links;
    }

    private List<FleetSpec> fleets(SectionReader in, String observed, List<SectionReader> sections) {
        List<FleetSpec> fleets = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Item item : in.items("fleets")) {
            SectionReader section = in.section(item, Keys.FLEET);
            FleetSpec fleet = new FleetReader(section, observed).read(fleets.size());
            if (!seen.add(fleet.name())) {
                section.problem("name", "given twice; every fleet has a name of its own");
            }
            sections.add(section);
            fleets.add(fleet);
        }
        if (fleets.isEmpty()) {
            in.problem("fleets", "is missing; a scenario needs one fleet at least: fleets: [{name: therm, count: 10}]");
        }
        return fleets;
    }
}
