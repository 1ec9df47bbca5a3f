package org.sngateway.simulator.conformance;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.conformance.report.Interpretations;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests are enough, told apart, and each says what it is about. */
class CatalogueTest {
    /** Id; section, title and level; verdict; requirements. */
    private static final Pattern RUN_ROW = Pattern.compile(
            "(?m)^\\| ([A-Z]{3}-[0-9]{2}) \\| (.+ \\| (?:MUST|SHOULD)) \\| (PASS|FAIL|WARN|SKIP)[^|]* \\| (SN12-.+) \\|$");

    private static final Pattern RUN_SUM = Pattern.compile(
            "(?m)^\\| ([A-Z]{3}|all)(?:, [^|]+)? \\| ([0-9]+) \\| ([0-9]+) \\| ([0-9]+) \\| ([0-9]+) \\|$");

    private static List<String> readings() {
        List<String> readings = new ArrayList<>();
        for (Field field : Reading.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                try {
                    readings.add((String) field.get(null));
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return readings;
    }

    @Test
    void everyGroupHasTests_andAllAreMoreThan120() {
        assertThat(Catalogue.all()).hasSizeGreaterThanOrEqualTo(120);
        assertThat(Catalogue.all().stream().map(TestCase::group).collect(Collectors.toSet()))
                .isEqualTo(Catalogue.GROUPS.keySet());
    }

    @Test
    void idsAreUnique_andWellFormed() {
        assertThat(Catalogue.all())
                .extracting(TestCase::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Z]{3}-[0-9]{2}"));
    }

    @Test
    void everyTestCitesTheSectionAndTheRequirements() {
        assertThat(Catalogue.all()).allSatisfy(test -> {
            assertThat(test.section()).matches("1\\.2 §[0-9.]+(, §[0-9.]+)*");
            assertThat(test.covers()).isNotEmpty().allMatch(id -> id.matches("SN12-[A-Z0-9]+-[0-9]{2}"));
            assertThat(test.title()).isNotBlank();
        });
    }

    @Test
    void whatOnlyShouldBe_saysWhereItIsDiscussed() {
        assertThat(Catalogue.all()).allSatisfy(test -> {
            assertThat(test.reading().isEmpty()).as(test.id()).isEqualTo(test.level() == Level.MUST);
            if (test.level() == Level.SHOULD) {
                assertThat(readings()).contains(test.reading());
            }
        });
    }

    @Test
    void thePageHasAParagraphForEveryReading_andNoOther() {
        assertThat(Interpretations.ofThisProgram().all().keySet()).hasSameElementsAs(readings());
        assertThat(Interpretations.ofThisProgram().all().values())
                .allSatisfy(paragraph -> assertThat(paragraph.text().length()).isGreaterThan(100));
    }

    @Test
    void thePageInTheProgramIsTheOneInTheDocs() throws IOException {
        String resource = "/org/sngateway/simulator/conformance/spec-interpretation.md";
        try (InputStream page = Interpretations.class.getResourceAsStream(resource)) {
            assertThat(Path.of("..", Interpretations.PAGE))
                    .hasContent(new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Whatever the verdicts are: they are the run's, and no test can know them. */
    @Test
    void thePageTellsOfARunOfEveryTestAsItIs_andOfNoOther() throws IOException {
        List<String> told = new ArrayList<>();
        for (Matcher row = RUN_ROW.matcher(run()); row.find(); ) {
            told.add(String.join(" | ", row.group(1), row.group(2), row.group(4)));
        }
        assertThat(told)
                .as("stale: docs/how-to/test-a-gateway.md says how to renew it")
                .containsExactlyElementsOf(Catalogue.all().stream()
                        .map(test -> String.join(
                                " | ",
                                test.id(),
                                test.section(),
                                test.title(),
                                test.level().name(),
                                String.join(" ", test.covers())))
                        .toList());
    }

    @Test
    void theSumsOnThePageAreThoseOfItsRows() throws IOException {
        Map<String, Integer> rows = new TreeMap<>();
        for (Matcher row = RUN_ROW.matcher(run()); row.find(); ) {
            rows.merge(row.group(1).substring(0, 3) + ' ' + row.group(3), 1, Integer::sum);
            rows.merge("all " + row.group(3), 1, Integer::sum);
        }
        Map<String, Integer> sums = new TreeMap<>();
        for (Matcher sum = RUN_SUM.matcher(run()); sum.find(); ) {
            int column = 2;
            for (Verdict verdict : Verdict.values()) {
                int count = Integer.parseInt(sum.group(column++));
                if (count > 0) {
                    sums.put(sum.group(1) + ' ' + verdict, count);
                }
            }
        }
        assertThat(sums).isEqualTo(rows);
    }

    private static String run() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/conformance.md"));
        return page.substring(page.indexOf("\n## What a run says\n"));
    }

    @Test
    void patternsSelect() {
        assertThat(ids("SLP-0?")).contains("SLP-01", "SLP-09").doesNotContain("SLP-10", "CON-01");
        assertThat(ids("slp-01", "DIS-*")).contains("SLP-01", "DIS-01").doesNotContain("SLP-02");
        assertThat(ids("NONE")).isEmpty();
        assertThat(ids()).hasSize(Catalogue.all().size());
    }

    private static Set<String> ids(String... patterns) {
        return Catalogue.matching(List.of(patterns)).stream()
                .map(TestCase::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
