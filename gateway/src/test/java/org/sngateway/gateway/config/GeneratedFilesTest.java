package org.sngateway.gateway.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.config.LoadResult.Loaded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is generated from the schema is checked in, and says what the program does. */
class GeneratedFilesTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void commentedFileIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(ROOT.resolve("config/gateway.yaml")))
                .as("stale; write it anew with: java -jar gateway/target/sn-gateway.jar config template > "
                        + "config/gateway.yaml")
                .isEqualTo(ConfigTemplate.write());
    }

    @Test
    void referenceIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/reference/configuration.md")))
                .as("stale; write it anew with: java -jar gateway/target/sn-gateway.jar config reference > "
                        + "docs/reference/configuration.md")
                .isEqualTo(Reference.write());
    }

    @Test
    void commentedFileMeansTheDefaults() {
        assertThat(Loading.config(Loading.file(folder, ConfigTemplate.write()))).isEqualTo(Loading.defaults());
    }

    @Test
    void everyOptionOfTheCommentedFileIsAtItsDefault() {
        String[] lines = ConfigTemplate.write().split("\n", -1);
        List<String> all = new ArrayList<>();
        int options = 0;
        for (int i = 0; i < lines.length; i++) {
            String set = lines[i].replaceFirst("^( *)#(?=[a-z])", "$1");
            all.add(set);
            if (!set.equals(lines[i])) {
                options++;
                String[] one = lines.clone();
                one[i] = set;
                assertThat(Loading.config(Loading.file(folder, String.join("\n", one))))
                        .as(set)
                        .isEqualTo(Loading.defaults());
            }
        }
        assertThat(options).isGreaterThan(70);
        assertThat(Loading.config(Loading.file(folder, String.join("\n", all)))).isEqualTo(Loading.defaults());
    }

    @Test
    void schemaIsJsonAndKnowsEveryOption() throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(ConfigSchema.write())) {
            while (json.nextToken() != null) {
                if (json.currentName() != null) {
                    names.add(json.currentName());
                }
            }
        }
        assertThat(names).contains("$schema", "advertise_interval", "publish_minus_one", "max_subscriptions");
    }

    @Test
    void whatIsShownCanBeLoadedAgain() {
        LoadResult result = Loading.set(
                "broker.url=mqtt://h",
                "topics.predefined=[{id: 1, topic: 'a b: {client_id}'}]",
                "broker.username=\"x\\");
        String shown = ((Loaded) result).effective().show();

        assertThat(Loading.config(Loading.file(folder, shown))).isEqualTo(Loading.config(result));
        assertThat(shown).contains("\n  url: \"mqtt://h\"  # --set broker.url\n  mqtt_version: \"5.0\"  # default\n");
    }

    @Test
    void differencesNameDefaultAndOrigin() {
        Path file = Loading.write(folder, "c.yaml", "gateway:\n  name: gw9\n");
        LoadResult result = Loading.load(file, Map.of("SN_GATEWAY_GATEWAY__ID", "7"), List.of());

        assertThat(((Loaded) result).effective().diff()).isEqualTo("""
                        gateway.id: 7  # default: 1; SN_GATEWAY_GATEWAY__ID
                        gateway.name: gw9  # default: gw1; file 2:9
                        """);
    }
}
