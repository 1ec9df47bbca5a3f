package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;

/**
 * The commented configuration file: every option at its default. Section names stand as they are, so that removing the
 * {@code #} in front of one key is all it takes to set it.
 */
public final class ConfigTemplate {
    private static final int WIDTH = 110;
    private static final String HEAD = """
            # Configuration of sn-gateway. Every key is optional; the values shown are the defaults.
            # To set one, remove the # in front of its key and change the value. Times are written 500ms, 10s, 5m, 24h, 7d,
            # sizes 1400, 64KiB, 4MiB. Check the file with: sn-gateway check FILE
            # Each key can also be set by an environment variable (SN_GATEWAY_BROKER__URL=...) and on the command line
            # (--set broker.url=...), which come before this file. A change of what is marked live counts as
            # soon as the gateway is told to read the file again (SIGHUP), of the rest at the next start.
            """;

    private final StringBuilder yaml = new StringBuilder(HEAD);

    private ConfigTemplate() {}

    public static String write() {
        ConfigTemplate template = new ConfigTemplate();
        for (Option option : Schema.ROOT.options()) {
            template.yaml.append('\n');
            template.option(option, "");
        }
        return template.yaml.toString();
    }

    private void option(Option option, String indent) {
        comment(indent, option.meaning());
        if (option.shape() instanceof Section section) {
            yaml.append(indent).append(option.key()).append(":\n");
            options(section, indent + "  ");
        } else if (option.shape() instanceof SectionList list) {
            entries(option, list, indent);
        } else {
            detail(option, indent);
            yaml.append(indent).append('#').append(option.key()).append(": ");
            yaml.append(YamlWriter.value(option, option.fallback())).append('\n');
        }
    }

    private void options(Section section, String indent) {
        for (Option option : section.options()) {
            option(option, indent);
        }
    }

    private void detail(Option option, String indent) {
        if (!option.limit().isEmpty()) {
            comment(indent, "At the limit: " + option.limit());
        }
        comment(indent, "(" + Reference.kind(option) + (option.isLive() ? "; live)" : ")"));
    }

    private void entries(Option option, SectionList list, String indent) {
        if (list.defaultCount() > 0) {
            comment(indent, "Several, for example:");
            list.example().forEach(line -> comment(indent, "  ", line));
            yaml.append(indent).append(option.key()).append(":\n");
            liveEntry(list.entry(), indent + "  ");
            return;
        }
        comment(indent, "The keys of an entry:");
        entryKeys(list.entry(), "", indent);
        comment(indent, "For example:");
        list.example().forEach(line -> comment(indent, "  ", line));
        yaml.append(indent).append('#').append(option.key()).append(": []\n");
    }

    /** The first key of an entry cannot be a comment, or the entry would be none. */
    private void liveEntry(Section entry, String indent) {
        Option first = entry.options().get(0);
        comment(indent, first.meaning());
        yaml.append(indent).append("- ").append(first.key()).append(": ");
        yaml.append(YamlWriter.value(first, first.fallback())).append('\n');
        for (Option option : entry.options().subList(1, entry.options().size())) {
            option(option, indent + "  ");
        }
    }

    private void entryKeys(Section entry, String prefix, String indent) {
        for (Option option : entry.options()) {
            String path = Settings.path(prefix, option.key());
            if (option.shape() instanceof Section inner) {
                entryKeys(inner, path, indent);
            } else if (option.shape() instanceof Scalar || option.shape() instanceof ScalarList) {
                String fallback = option.isRequired()
                        ? "must be given"
                        : "default " + YamlWriter.value(option, option.fallback());
                comment(indent, "  ", path + ": " + option.meaning() + " (" + fallback + ")");
            } else if (option.shape() instanceof SectionList list) {
                comment(indent, "  ", path + ": " + option.meaning() + " (a list; default [])");
                entryKeys(list.entry(), path + "[]", indent);
            }
        }
    }

    private void comment(String indent, String text) {
        comment(indent, "", text);
    }

    private void comment(String indent, String margin, String text) {
        boolean isYaml = text.startsWith(" ") || text.startsWith("- ");
        String lead = indent + "# " + margin;
        if (isYaml) {
            yaml.append(lead).append(text).append('\n');
            return;
        }
        for (String line : TextWrap.lines(text, WIDTH - indent.length() - margin.length())) {
            yaml.append(lead).append(line).append('\n');
            lead = indent + "# " + margin + (margin.isEmpty() ? "" : "  ");
        }
    }
}
