package org.sngateway.gateway.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One requirement of MQTT-SN 1.2.
 *
 * @param id {@code SN12-...}
 * @param basis S when the text states it, D when it follows
 * @param section of the specification; empty when it follows from several
 * @param waiver why no test of the gateway shows it; empty when one has to
 */
record Requirement(String id, String basis, String section, String summary, String waiver) {

    static List<Requirement> all() throws IOException {
        Path file = Path.of("src/test/resources/catalogue/requirements.tsv");
        List<Requirement> requirements = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.startsWith("#")) {
                String[] fields = line.split("\t", -1);
                requirements.add(new Requirement(fields[0], fields[1], fields[2], fields[3], fields[4]));
            }
        }
        return requirements;
    }

    /** {@code FRM} of {@code SN12-FRM-01}. */
    String area() {
        return id.substring(5, id.lastIndexOf('-'));
    }
}
