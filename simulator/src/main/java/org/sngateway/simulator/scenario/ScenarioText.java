package org.sngateway.simulator.scenario;

import java.util.List;
import java.util.regex.Pattern;

/** What a report shows of a scenario: its file, and what the command line changed of it; a broker's password of neither. */
final class ScenarioText {
    private static final Pattern PASSWORD = Pattern.compile("(mqtts?://[^\\s:/@\"']*:)[^\\s\"']*@");

    private ScenarioText() {}

    /** Where the run took place is not repeated: reports name it elsewhere. */
    static String of(String file, List<String> overrides) {
        StringBuilder text = new StringBuilder(file);
        List<String> changes = overrides.stream()
                .filter(override -> !override.startsWith("target."))
                .toList();
        if (!changes.isEmpty()) {
            text.append(file.endsWith("\n") ? "" : "\n").append("\n# changed on the command line:\n");
            changes.forEach(change -> text.append("#   --set '").append(change).append("'\n"));
        }
        return PASSWORD.matcher(text).replaceAll("$1***@");
    }
}
