package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about the REST interface says what its document says, and the document hangs together. */
final class RestReferenceTest {

    @Test
    void thePageIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(Path.of("../docs/reference/rest.md")))
                .as("stale; write it anew with: java -jar gateway/target/sn-gateway.jar config rest > "
                        + "docs/reference/rest.md")
                .isEqualTo(RestReference.write());
    }

    private static Map<?, ?> in(Map<?, ?> object, String name) {
        return (Map<?, ?>) Objects.requireNonNull(object.get(name), name);
    }

    @Test
    void whatTheDocumentRefersToIsThereAndWhatIsThereIsReferredTo() {
        Map<?, ?> components = in(ApiDocument.content(), "components");
        String text = new String(ApiDocument.octets(), StandardCharsets.UTF_8);
        Set<String> defined = new HashSet<>();
        for (String kind : Set.of("schemas", "parameters", "responses")) {
            in(components, kind).keySet().forEach(name -> defined.add(kind + "/" + name));
        }
        Set<String> used = new HashSet<>();
        Matcher reference = Pattern.compile("\"#/components/([^\"]+)\"").matcher(text);
        while (reference.find()) {
            used.add(reference.group(1));
        }
        // Packets stand in a stream, which OpenAPI 3.1 cannot say what is in.
        used.add("schemas/Packet");
        assertThat(used).isEqualTo(defined);
    }
}
