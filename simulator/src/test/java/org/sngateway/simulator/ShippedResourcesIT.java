package org.sngateway.simulator;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program holds every scenario of {@code config/scenarios} and every resource, octet for octet. */
class ShippedResourcesIT {
    private static final Path SCENARIOS = Path.of("..", "config", "scenarios");
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @Test
    void nothingIsMissingInTheJar() throws IOException {
        List<String> wrong = new ArrayList<>();
        int scenarios = 0;
        try (JarFile jar = new JarFile(Path.of("target", "sn-sim.jar").toFile())) {
            for (Path file : files(SCENARIOS)) {
                scenarios++;
                wrong.addAll(difference(jar, "org/sngateway/simulator/scenario/shipped/" + file.getFileName(), file));
            }
            for (Path file : files(RESOURCES)) {
                String name = RESOURCES.relativize(file).toString().replace('\\', '/');
                wrong.addAll(difference(jar, name, file));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(scenarios).as("as many as sn-sim list names").isEqualTo(listed());
    }

    private static long listed() {
        return Spoken.by("list")
                .output()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .count();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> difference(JarFile jar, String name, Path file) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            return List.of(name + " is missing");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            boolean isSame = java.util.Arrays.equals(in.readAllBytes(), Files.readAllBytes(file));
            return isSame ? List.of() : List.of(name + " differs from " + file);
        }
    }
}
