package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the pages as a set: all there, none too many, small, and with nothing from elsewhere. */
final class PageFilesTest {
    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "sngateway", "gateway", "ui");
    private static final int OCTETS_MAX = 250_000;
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .* from '([^']+)';$");

    private final PageFiles files = PageFiles.read();

    @Test
    void servesEveryFileOfTheFolderButTheIndexAndTheNoticeOfOrigin() throws IOException {
        List<String> inFolder;
        try (Stream<Path> all = Files.walk(FOLDER)) {
            inFolder = all.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
        List<String> expected = new ArrayList<>(PageFiles.NAMES);
        expected.add(PageFiles.INDEX);
        expected.add("vendor/README.md");
        assertThat(inFolder).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void isSmallEnoughForASlowLink() {
        int octets = files.index().length;
        for (String name : PageFiles.NAMES) {
            octets += octets(name).length;
        }
        assertThat(octets).isLessThan(OCTETS_MAX);
    }

    @Test
    void indexHasNothingInlineAndNothingFromElsewhere() {
        String index = new String(files.index(), StandardCharsets.UTF_8);
        assertThat(index)
                .doesNotContainPattern("<script(?![^>]*\\bsrc=\"ui/)")
                .doesNotContain("<style")
                .doesNotContainPattern("\\s(style|on[a-z]+)=")
                .doesNotContain("//")
                .doesNotContain("{base}");
    }

    @Test
    void everyFileThatTheIndexNamesIsServed() {
        Matcher named = Pattern.compile("(?:src|href)=\"ui/[0-9a-f]+/([^\"]+)\"")
                .matcher(new String(files.index(), StandardCharsets.UTF_8));
        assertThat(named.results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(PageFiles.NAMES).contains(name));
    }

    @Test
    void everyImportLeadsToAFileThatIsServed() {
        for (String name : PageFiles.NAMES) {
            if (name.endsWith(".js") && !name.startsWith("vendor/")) {
                Path file = Path.of(name);
                assertThat(IMPORT.matcher(text(name)).results().map(match -> match.group(1)))
                        .as(name)
                        .allSatisfy(target -> assertThat(target).startsWith("."))
                        .allSatisfy(target -> assertThat(PageFiles.NAMES)
                                .contains(
                                        file.resolveSibling(target).normalize().toString()));
            }
        }
    }

    @Test
    void ownScriptsNeverMakeMarkupOfText() {
        for (String name : PageFiles.NAMES) {
            if (name.endsWith(".js") && !name.startsWith("vendor/")) {
                assertThat(text(name))
                        .as(name)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "dangerously");
            }
        }
    }

    private String text(String name) {
        return new String(octets(name), StandardCharsets.UTF_8);
    }

    private byte[] octets(String name) {
        byte[] octets = files.file(name);
        assertThat(octets).as(name).isNotNull();
        return octets == null ? new byte[0] : octets;
    }
}
