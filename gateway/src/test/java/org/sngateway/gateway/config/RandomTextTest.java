package org.sngateway.gateway.config;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sngateway.gateway.config.LoadResult.Refused;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is written: problems at most, never an exception. */
class RandomTextTest {

    @Property(tries = 2000)
    void readsAnyTextOrSaysWhyNot(@ForAll String text) {
        check(text);
    }

    @Property(tries = 300)
    void survivesAnyDamageToTheCommentedFile(@ForAll("damages") List<Integer> damages, @ForAll Random random) {
        byte[] octets =
                ConfigTemplate.write().replaceAll("(?m)^( *)#(?=[a-z])", "$1").getBytes(StandardCharsets.UTF_8);
        for (int at : damages) {
            octets[Math.floorMod(at, octets.length)] = (byte) random.nextInt();
        }
        ConfigFile file = ConfigFile.decode(octets);
        check(file.text());
    }

    @Property(tries = 2000)
    void takesAnyAssignmentOrSaysWhyNot(@ForAll("keys") String key, @ForAll String value) {
        LoadResult result =
                ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), List.of(key + "=" + value, value)));
        if (result instanceof Refused refused) {
            assertThat(refused.report().format()).endsWith("\n");
        }
    }

    @Provide
    Arbitrary<List<Integer>> damages() {
        return Arbitraries.integers().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of(
                "gateway.id",
                "listeners",
                "listeners.0",
                "listeners.0.allow",
                "listeners.0.bind",
                "broker",
                "broker.url",
                "broker.tls.ca",
                "broker.client_id",
                "protocol.publish_minus_one.rate",
                "sleep.tolerance",
                "sleep.max_duration",
                "sleep.queue.max_bytes",
                "topics.predefined",
                "topics.predefined[0].topic",
                "storage.dir");
    }

    private static void check(String text) {
        List<Problem> problems = new ArrayList<>();
        Settings settings = new Settings();
        Raw raw = YamlText.ofFile(text, problems);
        new Validator(settings, problems).section(Schema.ROOT, raw, "");
        new CrossChecks(settings, problems).run();
        String report = new ProblemReport(null, text, problems).format();
        assertThat(report).endsWith("\n");
        if (problems.isEmpty()) {
            assertThat(Binding.of(settings)).isNotNull();
        }
    }
}
