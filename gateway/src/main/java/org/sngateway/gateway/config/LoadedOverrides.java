package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Settings.Setting;
import org.sngateway.gateway.session.PredefinedTopic;

import java.util.ArrayList;
import java.util.List;

/** The text of {@link Overrides}, checked as the configuration file is, on its way into the configuration. */
final class LoadedOverrides {
    static final LoadedOverrides NONE = new LoadedOverrides(null, new Settings());

    private final @Nullable Raw root;
    private final Settings settings;

    private LoadedOverrides(@Nullable Raw root, Settings settings) {
        this.root = root;
        this.settings = settings;
    }

    static LoadedOverrides of(String text, List<Problem> problems) {
        Settings settings = new Settings();
        Raw root = YamlText.ofOverrides(text, problems);
        if (root != null) {
            new Validator(settings, problems).section(Overrides.SECTION, root, "");
        }
        return new LoadedOverrides(root, settings);
    }

    /** What they are; to be asked only when there was no problem. */
    Overrides overrides() {
        List<PredefinedTopic> topics = null;
        if (find(root, "topics", "predefined") != null) {
            topics = Binding.predefined(settings);
        }
        Setting allow = settings.find(Overrides.ALLOW);
        return new Overrides(topics, allow == null ? List.of() : allow.texts());
    }

    /** The file's tree with the topics in place of its own. */
    @Nullable
    Raw over(@Nullable Raw file) {
        Raw predefined = find(root, "topics", "predefined");
        return predefined == null ? file : put(file, List.of("topics", "predefined"), predefined);
    }

    private static @Nullable Raw find(@Nullable Raw from, String... keys) {
        Raw at = from;
        for (String key : keys) {
            Raw below = null;
            if (at instanceof Raw.Mapping mapping) {
                for (Raw.Entry entry : mapping.entries()) {
                    below = entry.key().equals(key) ? entry.value() : below;
                }
            }
            at = below;
        }
        return at;
    }

    private static Raw put(@Nullable Raw tree, List<String> keys, Raw value) {
        if (keys.isEmpty()) {
            return value;
        }
        if (tree != null && !(tree instanceof Raw.Mapping) && !(tree instanceof Raw.Scalar scalar && scalar.isNull())) {
            // What is no section is reported as such.
            return tree;
        }
        String key = keys.get(0);
        List<Raw.Entry> entries = new ArrayList<>();
        Raw before = null;
        if (tree instanceof Raw.Mapping mapping) {
            for (Raw.Entry entry : mapping.entries()) {
                if (entry.key().equals(key)) {
                    before = entry.value();
                } else {
                    entries.add(entry);
                }
            }
        }
        entries.add(new Raw.Entry(key, value.place(), put(before, keys.subList(1, keys.size()), value)));
        return new Raw.Mapping(List.copyOf(entries), tree == null ? value.place() : tree.place());
    }

    /** Lets every listener hear the addresses, too. */
    void allowIn(Settings target) {
        Setting more = settings.find(Overrides.ALLOW);
        if (more == null || more.texts().isEmpty() || !(more.value() instanceof List<?> networks)) {
            return;
        }
        for (int i = 0; i < target.count("listeners"); i++) {
            String path = Settings.path(Settings.entry("listeners", i), "allow");
            Setting own = target.find(path);
            if (own != null && own.value() instanceof List<?> allowed) {
                List<Object> values = new ArrayList<>(allowed);
                values.addAll(networks);
                List<String> texts = new ArrayList<>(own.texts());
                texts.addAll(more.texts());
                target.put(path, new Setting(own.option(), List.copyOf(values), List.copyOf(texts), more.place()));
            }
        }
    }
}
