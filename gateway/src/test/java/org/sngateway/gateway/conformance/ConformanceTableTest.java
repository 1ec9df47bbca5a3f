package org.sngateway.gateway.conformance;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps {@code docs/reference/conformance.md} complete and true. */
final class ConformanceTableTest {
    private static final Path PAGE = Path.of("../docs/reference/conformance.md");

    @Test
    void everyRequirementHasATestOrAReason() throws IOException {
        List<Requirement> requirements = Requirement.all();
        assertThat(ConformanceTable.ofThisBuild().uncovered(requirements))
                .as("requirements without a test that cites them")
                .isEmpty();
    }

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        String expected = ConformanceTable.ofThisBuild().markdown(Requirement.all());
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("stale: see the page itself for how to renew it").hasContent(expected);
    }
}
