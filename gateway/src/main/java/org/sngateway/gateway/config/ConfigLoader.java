package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the configuration: the command line over the environment over the file over the defaults. Never throws for what
 * a user wrote; all problems are reported together.
 */
public final class ConfigLoader {
    /** What the names of environment variables begin with. */
    public static final String PREFIX = "SN_GATEWAY_";

    private static final String SEPARATOR = "__";

    /**
     * Where configuration comes from.
     *
     * @param file {@code null} for none: the defaults then are the ground
     * @param environment of the process; only names that begin with {@link #PREFIX} matter
     * @param assignments {@code key=value} from the command line, later ones over earlier ones
     * @param overrides the text of {@link Overrides}, for the value of {@code storage.dir}
     */
    public record Sources(
            @Nullable Path file,
            Map<String, String> environment,
            List<String> assignments,
            Function<Path, ConfigFile> overrides) {

        /** Without what was changed on a running gateway. */
        public Sources(@Nullable Path file, Map<String, String> environment, List<String> assignments) {
            this(file, environment, assignments, dir -> new ConfigFile("", null));
        }

        /** With what is kept in {@code storage.dir}. */
        public Sources withOverrides() {
            return new Sources(file, environment, assignments, ConfigLoader::kept);
        }

        /** With this in place of what is kept. */
        public Sources with(Overrides other) {
            String text = other.yaml();
            return new Sources(file, environment, assignments, dir -> new ConfigFile(text, null));
        }
    }

    private final Sources sources;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigLoader(Sources sources) {
        this.sources = sources;
    }

    public static LoadResult load(Sources sources) {
        return new ConfigLoader(sources).load(sources.file() == null ? null : ConfigFile.read(sources.file()));
    }

    /** What would become of {@code text}, were it the file's. */
    public static LoadResult check(Sources sources, String text) {
        return new ConfigLoader(sources).load(new ConfigFile(text, null));
    }

    private static ConfigFile kept(Path storageDir) {
        Path file = Overrides.file(storageDir);
        return Files.exists(file) ? ConfigFile.read(file) : new ConfigFile("", null);
    }

    private LoadResult load(@Nullable ConfigFile file) {
        Raw root = null;
        if (file != null && file.problem() != null) {
            problems.add(file.problem());
        } else if (file != null) {
            root = YamlText.ofFile(file.text(), problems);
        }
        boolean isReadable = problems.isEmpty() || root != null;
        LoadedOverrides overrides = overrides(root);
        root = overCommandLine(overEnvironment(overrides.over(root), problems), problems);
        Settings settings = new Settings();
        if (isReadable) {
            new Validator(settings, problems).section(Schema.ROOT, root, "");
            overrides.allowIn(settings);
            new CrossChecks(settings, problems).run();
        }
        return problems.isEmpty()
                ? new LoadResult.Loaded(Binding.of(settings), new EffectiveConfig(settings), overrides.overrides())
                : new LoadResult.Refused(new ProblemReport(sources.file(), file == null ? "" : file.text(), problems));
    }

    /** Where they are is in the configuration itself; what is wrong with that is reported later. */
    private LoadedOverrides overrides(@Nullable Raw file) {
        List<Problem> later = new ArrayList<>();
        Settings settings = new Settings();
        Raw root = overCommandLine(overEnvironment(file, later), later);
        new Validator(settings, later).section(Schema.ROOT, root, "");
        Settings.Setting dir = settings.find("storage.dir");
        if (dir == null || !(dir.value() instanceof Path path)) {
            return LoadedOverrides.NONE;
        }
        ConfigFile kept = sources.overrides().apply(path);
        if (kept.problem() != null) {
            Problem why = kept.problem();
            problems.add(new Problem(new Place.InOverrides(1, 1), "", "", why.message()));
            return LoadedOverrides.NONE;
        }
        return kept.text().isEmpty() ? LoadedOverrides.NONE : LoadedOverrides.of(kept.text(), problems);
    }

    private @Nullable Raw overEnvironment(@Nullable Raw root, List<Problem> found) {
        Map<List<String>, String> variables = new TreeMap<>(Comparator.comparing(ConfigLoader::sortable));
        sources.environment().forEach((name, value) -> {
            if (isOption(name)) {
                String keys = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                variables.put(Arrays.asList(keys.split(SEPARATOR, -1)), name);
            }
        });
        Raw result = root;
        for (Map.Entry<List<String>, String> variable : variables.entrySet()) {
            String name = variable.getValue();
            String value = sources.environment().getOrDefault(name, "");
            Place place = new Place.InEnvironment(name);
            result = new Overlay(variable.getKey(), value, place, found).over(result);
        }
        return result;
    }

    /** Other names with our prefix are not ours: container platforms set such for every service. */
    private static boolean isOption(String name) {
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String keys = name.substring(PREFIX.length());
        return keys.contains(SEPARATOR) || Schema.ROOT.keys().contains(keys.toLowerCase(Locale.ROOT));
    }

    /** Sorts indexes by number, so that the second entry is not put before the first. */
    private static String sortable(List<String> steps) {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            boolean isIndex = step.matches("[0-9]{1,6}");
            text.append(isIndex ? String.format("%06d", Integer.valueOf(step)) : step)
                    .append('\0');
        }
        return text.toString();
    }

    private @Nullable Raw overCommandLine(@Nullable Raw root, List<Problem> found) {
        Raw result = root;
        for (String assignment : sources.assignments()) {
            int equals = assignment.indexOf('=');
            String key = equals < 0 ? assignment : assignment.substring(0, equals);
            Place place = new Place.OnCommandLine(key);
            if (equals < 1) {
                found.add(new Problem(place, "", "", "must be key=value, such as broker.url=mqtt://host:1883"));
                continue;
            }
            String value = assignment.substring(equals + 1);
            String dotted = key.strip().replace("[", ".").replace("]", "");
            result = new Overlay(List.of(dotted.split("\\.", -1)), value, place, found).over(result);
        }
        return result;
    }
}
