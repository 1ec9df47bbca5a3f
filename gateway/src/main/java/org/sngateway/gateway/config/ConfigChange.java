package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.LoadResult.Refused;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Settings.Setting;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a configuration that was read again counts at once, and what has to wait for the next start. The one is put over
 * the configuration in force, the other is named.
 */
public final class ConfigChange {
    private static final String NAME = "name";

    private final Settings running;
    private final Settings read;
    private final Overrides overrides;
    private final Settings next = new Settings();
    private final Set<String> applied = new LinkedHashSet<>();
    private final Set<String> needsRestart = new LinkedHashSet<>();

    private ConfigChange(Loaded running, Loaded read) {
        this.running = running.effective().settings();
        this.read = read.effective().settings();
        this.overrides = read.overrides();
    }

    /**
     * What a change comes to.
     *
     * @param next the configuration in force from now on; {@link Refused} when what counts at once does not go together with
     *     what still waits
     * @param applied the keys that count at once and have changed: of a list of entries, the list
     * @param needsRestart the keys that the configuration in force does not have as they were read
     */
    public record Outcome(LoadResult next, List<String> applied, List<String> needsRestart) {}

    public static Outcome of(Loaded running, Loaded read) {
        ConfigChange change = new ConfigChange(running, read);
        change.section(Schema.ROOT, "", "");
        return change.outcome();
    }

    private Outcome outcome() {
        List<Problem> problems = new ArrayList<>();
        new CrossChecks(next, problems).run();
        if (!problems.isEmpty()) {
            List<Problem> told = problems.stream()
                    .map(problem -> new Problem(
                            problem.place(),
                            problem.path(),
                            problem.value(),
                            problem.message() + ", as long as the keys that need a restart are as they were"))
                    .toList();
            return new Outcome(new Refused(new ProblemReport(null, "", told)), List.of(), List.copyOf(needsRestart));
        }
        return new Outcome(
                new Loaded(Binding.of(next), new EffectiveConfig(next), overrides),
                List.copyOf(applied),
                List.copyOf(needsRestart));
    }

    /** Puts a section together; {@code path} is where it is in force, {@code readPath} where it was read. */
    private void section(Section section, String path, String readPath) {
        next.putSection(path, running.placeOf(path));
        for (Option option : section.options()) {
            String below = Settings.path(path, option.key());
            String readBelow = Settings.path(readPath, option.key());
            if (option.shape() instanceof Section inner) {
                section(inner, below, readBelow);
            } else if (option.shape() instanceof SectionList list) {
                entries(option, list, below);
            } else {
                value(option, below, readBelow);
            }
        }
    }

    private void value(Option option, String path, String readPath) {
        boolean changed = differs(running.find(path), read.find(readPath));
        if (option.isLive()) {
            next.copy(read, path, readPath);
            note(changed, applied, path);
        } else {
            next.copy(running, path, path);
            note(changed, needsRestart, path);
        }
    }

    private static void note(boolean changed, Set<String> keys, String path) {
        if (changed) {
            keys.add(path);
        }
    }

    private static boolean differs(@Nullable Setting before, @Nullable Setting after) {
        if (before == null || after == null) {
            return before != null || after != null;
        }
        return !before.texts().equals(after.texts()) && !before.value().equals(after.value());
    }

    private void entries(Option option, SectionList list, String path) {
        if (!option.isLive()) {
            namedEntries(list, path);
            return;
        }
        next.copy(read, path, path);
        note(!isSame(list.entry(), path), applied, path);
    }

    private boolean isSame(Section entry, String path) {
        if (running.count(path) != read.count(path)) {
            return false;
        }
        for (int i = 0; i < read.count(path); i++) {
            if (!isSameBelow(entry, Settings.entry(path, i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isSameBelow(Section section, String path) {
        for (Option option : section.options()) {
            String below = Settings.path(path, option.key());
            if (!isSameAt(option, below)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSameAt(Option option, String path) {
        if (option.shape() instanceof Section inner) {
            return isSameBelow(inner, path);
        }
        if (option.shape() instanceof SectionList list) {
            return isSame(list.entry(), path);
        }
        return !differs(running.find(path), read.find(path));
    }

    /** Entries that stay as they are but for some keys, found again by their names. */
    private void namedEntries(SectionList list, String path) {
        next.putCount(path, running.count(path));
        Set<Integer> found = new LinkedHashSet<>();
        for (int i = 0; i < running.count(path); i++) {
            String entry = Settings.entry(path, i);
            int same = indexOf(path, name(running, entry));
            if (same >= 0) {
                found.add(same);
                section(list.entry(), entry, Settings.entry(path, same));
            } else {
                next.copy(running, entry, entry);
                needsRestart.add(entry);
            }
        }
        for (int i = 0; i < read.count(path); i++) {
            note(!found.contains(i), needsRestart, Settings.entry(path, i));
        }
    }

    private int indexOf(String path, Object name) {
        for (int i = 0; i < read.count(path); i++) {
            if (name(read, Settings.entry(path, i)).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Object name(Settings settings, String entry) {
        return settings.at(entry).text(NAME);
    }
}
