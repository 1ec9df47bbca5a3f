package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;

import java.util.ArrayList;
import java.util.List;

/** What to say of a key that does not exist: what was meant, where it belongs, or that it does not exist yet. */
final class UnknownKeys {
    private UnknownKeys() {}

    static String sentence(Section section, String key) {
        if (section.later().contains(key)) {
            return "not available in this version";
        }
        if (key.equals("password") || key.equals("broker_password")) {
            return "unknown key - passwords do not belong here; write it to a file and use " + key + "_file";
        }
        String near = Spelling.nearest(key, section.keys());
        if (near != null) {
            return "unknown key - did you mean \"" + near + "\"?";
        }
        String elsewhere = pathOf(Schema.ROOT, "", key);
        if (elsewhere != null) {
            return "unknown key - did you mean " + elsewhere + "?";
        }
        return "unknown key - here are " + Sentences.either(section.keys()).replace(" or ", " and ");
    }

    /** Where the key exists, if anywhere. */
    private static @Nullable String pathOf(Section section, String prefix, String key) {
        List<Option> deeper = new ArrayList<>();
        for (Option option : section.options()) {
            if (option.key().equals(key)) {
                return Settings.path(prefix, key);
            }
            deeper.add(option);
        }
        for (Option option : deeper) {
            String path = Settings.path(prefix, option.key());
            String found = null;
            if (option.shape() instanceof Section below) {
                found = pathOf(below, path, key);
            } else if (option.shape() instanceof SectionList list) {
                found = pathOf(list.entry(), path + "[]", key);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
