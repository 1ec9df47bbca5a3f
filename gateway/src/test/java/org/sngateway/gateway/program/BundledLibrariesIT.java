package org.sngateway.gateway.program;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies beside the program is named with its licence. */
class BundledLibrariesIT {
    private static final Path LIB = Path.of("target", "lib");

    @Test
    void theThirdPartyNoticesListEveryBundledJar() throws IOException {
        List<String> notices = Files.readAllLines(LIB.resolve("THIRD-PARTY.txt"));
        try (var files = Files.list(LIB)) {
            List<String> jars = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.startsWith("sn-codec-"))
                    .toList();
            assertThat(jars)
                    .isNotEmpty()
                    .allSatisfy(jar -> assertThat(notices).anyMatch(notice -> isAbout(notice, jar)));
        }
    }

    /** A notice reads {@code (licence) name (group:artifact:version - url)}; a classifier of the jar is not in it. */
    private static boolean isAbout(String notice, String jar) {
        int open = notice.lastIndexOf('(');
        String[] coordinates = notice.substring(open + 1).split("[: ]", -1);
        return open > 0
                && notice.strip().startsWith("(")
                && coordinates.length > 2
                && jar.startsWith(coordinates[1] + "-" + coordinates[2]);
    }
}
