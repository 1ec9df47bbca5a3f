package org.sngateway.gateway.config;

import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;

import java.util.Locale;

/** The configuration reference, in Markdown. */
public final class Reference {
    private static final String HEAD = """
            # Configuration reference

            This page is generated from the program; `sn-gateway config reference > docs/reference/configuration.md` writes
            it anew. The same as a commented file: [`config/gateway.yaml`](../../config/gateway.yaml), which is what
            `sn-gateway config template` prints. For editors: `sn-gateway config schema` prints a JSON Schema.

            - Every key is optional. Without `-c FILE` the defaults hold; no file is looked for.
            - A key can be set in the file, by an environment variable, and by `--set key=value` on the command line. The
              command line comes before the environment, the environment before the file, the file before the default.
              Entries of lists are counted from 0: `SN_GATEWAY_LISTENERS__0__BIND`, `--set listeners.0.bind=...`. The
              number that follows the last one adds an entry. Lists of values may be written with commas:
              `--set listeners.0.allow=private,100.64.0.0/10`.
            - An unknown key, a wrong value or a missing file is refused: all problems are reported at once, with line and
              column, and the exit code is 78.
            - Times are whole numbers with a unit, `500ms` `10s` `5m` `24h` `7d`, or several of them: `1h30m`. Sizes are
              octets, or have a unit: `1400` `64KiB` `4MiB`. Rates are `100/s`, `30/m` or `10/h`; `500/s burst 1000` lets
              1000 come at once after a pause, else as many may as a second allows.
            - Networks are written `10.0.0.0/8` or `fd12::/16`; a single address stands for itself; `private` is loopback,
              RFC 1918, unique local and link-local addresses, `loopback` and `any` are what they say.
            - Files are looked for relative to the working directory. Secrets are in files of their own, never in this one.
            - A change of a key marked "live" counts as soon as the gateway reads its configuration again, on SIGHUP or
              `POST /api/v1/config/reload`; no session is dropped. The others count at the next start. See
              [Change the configuration of a running gateway](../how-to/reload.md).
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private Reference() {}

    public static String write() {
        Reference reference = new Reference();
        for (Option option : Schema.ROOT.options()) {
            reference.page.append("\n## ").append(option.key()).append('\n');
            reference.body(option, option.key());
        }
        return reference.page.toString();
    }

    private void body(Option option, String path) {
        page.append('\n').append(option.meaning()).append('\n');
        if (option.shape() instanceof Section section) {
            options(section, path);
        } else if (option.shape() instanceof SectionList list) {
            page.append("\nA list of at most ").append(list.countMax()).append(" entries; ");
            page.append(list.defaultCount() == 0 ? "empty by default" : "one by default");
            page.append(". For example:\n\n```yaml\n").append(path.substring(path.lastIndexOf('.') + 1));
            page.append(":\n");
            list.example().forEach(line -> page.append("  ").append(line).append('\n'));
            page.append("```\n");
            options(list.entry(), path + "[]");
        } else {
            facts(option, path);
        }
    }

    private void options(Section section, String path) {
        for (Option option : section.options()) {
            String below = Settings.path(path, option.key());
            page.append("\n### ").append(below).append('\n');
            body(option, below);
        }
    }

    private void facts(Option option, String path) {
        page.append("\n- Value: ").append(kind(option)).append('\n');
        page.append("- Default: ");
        page.append(
                option.isRequired()
                        ? "none; the key must be given"
                        : "`" + YamlWriter.value(option, option.fallback()) + "`");
        page.append('\n');
        if (!option.limit().isEmpty()) {
            page.append("- At the limit: ").append(option.limit()).append('\n');
        }
        page.append("- A change counts: ")
                .append(option.isLive() ? "live" : "at the next start")
                .append('\n');
        page.append("- Environment: `").append(variable(path)).append("`\n");
        if (!option.see().isEmpty()) {
            page.append("- See also: ");
            page.append(
                    String.join(", ", option.see().stream().map(Reference::link).toList()));
            page.append('\n');
        }
    }

    private static String link(String path) {
        String anchor = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "");
        return "[" + path.replace("[]", "\\[\\]") + "](#" + anchor + ")";
    }

    static String variable(String path) {
        String steps = path.replace("[]", ".0").replace(".", "__");
        return ConfigLoader.PREFIX + steps.toUpperCase(Locale.ROOT);
    }

    /** What a value may be, in words. */
    static String kind(Option option) {
        if (option.shape() instanceof ScalarList list) {
            return "list; each " + type(list.type());
        }
        return option.shape() instanceof Scalar scalar ? type(scalar.type()) : "";
    }

    private static String type(ValueType type) {
        boolean saysItself = type == Words.BOOLEAN
                || type.allowed().startsWith("a ")
                || type.name().equals("word");
        return saysItself ? type.allowed() : type.name() + ": " + type.allowed();
    }
}
