package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Settings.Setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The configuration in force, as text that can be a configuration file itself. Shows no secret. */
public final class EffectiveConfig {
    private final Settings settings;

    EffectiveConfig(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    /** Every value, with where it comes from as a comment. */
    public String show() {
        StringBuilder yaml = new StringBuilder();
        section(yaml, Schema.ROOT, "", "");
        return yaml.toString();
    }

    /** A line for each value that is not the default: path, value, default and origin. */
    public String diff() {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Setting> entry : settings.all().entrySet()) {
            Setting setting = entry.getValue();
            if (!setting.isDefault() && !setting.texts().equals(setting.option().fallback())) {
                lines.append(entry.getKey()).append(": ").append(value(setting));
                boolean hasDefault = !setting.option().isRequired();
                String fallback = hasDefault
                        ? "default: "
                                + YamlWriter.value(
                                        setting.option(), setting.option().fallback())
                        : "no default";
                lines.append("  # ").append(fallback).append("; ").append(origin(setting.place()));
                lines.append('\n');
            }
        }
        return lines.toString();
    }

    /**
     * One value.
     *
     * @param key its path, such as {@code listeners[0].bind}
     * @param isList whether it holds any number of texts, or one
     * @param fallback the default; none when the key must be given
     * @param isChanged whether it is something else than the default
     * @param origin where it comes from
     */
    public record Value(
            String key, boolean isList, List<String> texts, List<String> fallback, boolean isChanged, String origin) {}

    /** Every value, without secrets. */
    public List<Value> values() {
        List<Value> values = new ArrayList<>();
        settings.all().forEach((key, setting) -> {
            List<String> fallback = setting.option().fallback();
            values.add(new Value(
                    key,
                    setting.option().shape() instanceof Option.ScalarList,
                    setting.texts().stream().map(Secrets::masked).toList(),
                    fallback,
                    !setting.texts().equals(fallback),
                    origin(setting.place())));
        });
        return values;
    }

    private static String value(Setting setting) {
        return YamlWriter.value(
                setting.option(), setting.texts().stream().map(Secrets::masked).toList());
    }

    private static String origin(Place place) {
        String word = place instanceof Place.InFile ? "file " : "";
        return word + place.text();
    }

    private void section(StringBuilder yaml, Section section, String path, String indent) {
        String margin = indent;
        for (Option option : section.options()) {
            String below = Settings.path(path, option.key());
            if (option.shape() instanceof Section inner) {
                yaml.append(margin).append(option.key()).append(":\n");
                section(yaml, inner, below, " ".repeat(indent.length() + 2));
            } else if (option.shape() instanceof SectionList list) {
                entries(yaml, new Heading(option.key(), below, margin), list);
            } else {
                Setting setting = settings.find(below);
                if (setting != null) {
                    yaml.append(margin).append(option.key()).append(": ").append(value(setting));
                    yaml.append("  # ").append(origin(setting.place())).append('\n');
                }
            }
            margin = " ".repeat(indent.length());
        }
    }

    private record Heading(String key, String path, String margin) {}

    private void entries(StringBuilder yaml, Heading at, SectionList list) {
        int count = settings.count(at.path());
        yaml.append(at.margin()).append(at.key()).append(count == 0 ? ": []\n" : ":\n");
        for (int i = 0; i < count; i++) {
            String indent = " ".repeat(at.margin().length() + 2) + "- ";
            section(yaml, list.entry(), Settings.entry(at.path(), i), indent);
        }
    }
}
