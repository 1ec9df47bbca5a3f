package org.sngateway.simulator.scenario;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ScenarioTextTest {
    private static final String FILE = "fleets:\n  - {name: therm, count: 200}\n";

    private static String text(String file, String... overrides) {
        ScenarioResult result = ScenarioReader.ofText(Path.of("small.yaml"), file, List.of(overrides));
        assertThat(result).isInstanceOf(ScenarioResult.Read.class);
        return ((ScenarioResult.Read) result).scenario().text();
    }

    @Test
    void isTheFileWhereNothingWasChanged() {
        assertThat(text(FILE)).isEqualTo(FILE);
        assertThat(text(FILE, "target.gateway=192.0.2.1:1883")).isEqualTo(FILE);
    }

    /** Or the report of a run of twenty devices shows a file that says two hundred. */
    @Test
    void endsWithWhatTheCommandLineChanged() {
        assertThat(text(FILE, "fleets.0.count=20", "seed=7"))
                .isEqualTo(
                        FILE + "\n# changed on the command line:\n#   --set 'fleets.0.count=20'\n#   --set 'seed=7'\n");
    }

    @Test
    void showsNoPassword() {
        String file = "target: {broker: \"mqtts://lab:s3cr%40t@broker.lan:8883\"}\n" + FILE;
        assertThat(text(file)).contains("mqtts://lab:***@broker.lan:8883").doesNotContain("s3cr");
        assertThat(text(FILE, "target={broker: \"mqtt://lab:secret@broker.lan\"}"))
                .contains("mqtt://lab:***@broker.lan")
                .doesNotContain("secret");
    }
}
