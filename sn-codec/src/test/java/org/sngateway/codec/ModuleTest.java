package org.sngateway.codec;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What anybody who takes this module alone relies on: it needs Java 17 and nothing else. */
class ModuleTest {
    private static final int JAVA_17 = 61;

    @Test
    void needsNothingButJavaBaseAndNullnessAnnotations() throws URISyntaxException {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] arguments = {"-verbose:class", "-filter:none", classes().toString()};
        assertThat(jdeps.run(new PrintWriter(output), new PrintWriter(errors), arguments))
                .as("%s", errors)
                .isZero();

        List<String> needed = output.toString()
                .lines()
                .filter(line -> line.contains("-> "))
                .map(line -> line.substring(line.indexOf("-> ") + 3).trim().split("\\s+", 2)[0])
                .filter(name -> !name.startsWith("org.sngateway.codec."))
                .distinct()
                .toList();
        assertThat(needed).contains("java.lang.Object").allMatch(ModuleTest::isAllowed);
    }

    private static boolean isAllowed(String name) {
        boolean annotation = name.startsWith("org.jspecify.annotations.");
        boolean platform = Stream.of("java.lang.", "java.nio.", "java.util.").anyMatch(name::startsWith);
        // The summary of the whole folder comes first: it names the module, and where annotations are not found.
        return annotation || platform || name.equals("java.base") || name.equals("not");
    }

    @Test
    void runsOnJava17() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.walk(classes())) {
            List<Path> classFiles =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classFiles).isNotEmpty();
            for (Path file : classFiles) {
                assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).getShort(6))
                        .as("%s", file)
                        .isEqualTo((short) JAVA_17);
            }
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(SnDecoder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
