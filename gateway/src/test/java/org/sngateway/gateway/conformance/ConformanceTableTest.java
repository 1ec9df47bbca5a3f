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
    /** From here on the page is what {@code sn-sim conformance} found, which no test of this module can say. */
    private static final String RUN = "\n## What a run says\n";

    @Test
    void everyRequirementHasATestOrAReason() throws IOException {
        List<Requirement> requirements = Requirement.all();
        assertThat(ConformanceTable.ofThisBuild().uncovered(requirements))
                .as("requirements without a test that cites them")
                .isEmpty();
    }

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        String page = Files.readString(PAGE);
        String run = page.contains(RUN) ? page.substring(page.indexOf(RUN)) : "";
        String expected = ConformanceTable.ofThisBuild().markdown(Requirement.all()) + run;
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("stale: see the page itself for how to renew it").hasContent(expected);
    }
}
