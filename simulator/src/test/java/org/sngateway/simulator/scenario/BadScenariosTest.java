package org.sngateway.simulator.scenario;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files with mistakes, and the whole text that users see: {@code scenarios/bad/NAME.yaml} and {@code NAME.txt}. That places and
 * hints are right is the matter of {@link MistakesInTheirPlaceTest}; here it is how they are laid out together.
 */
class BadScenariosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "no-yaml",
                "unknown-keys",
                "units",
                "references",
                "timeline",
                "thresholds",
                "unmeasurable",
                "client-ids",
                "sleep",
                "retry",
                "expressions",
                "downlink"
            })
    void saysExactlyWhatIsWrong(String name) {
        ScenarioResult result = ScenarioReader.ofText(Path.of(name + ".yaml"), resource(name + ".yaml"), List.of());
        assertThat(result)
                .isInstanceOfSatisfying(
                        ScenarioResult.Refused.class,
                        refused -> assertThat(refused.report().format()).isEqualTo(resource(name + ".txt")));
    }

    private static String resource(String name) {
        try (InputStream in = BadScenariosTest.class.getResourceAsStream("/scenarios/bad/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
