package org.sngateway.gateway.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.sngateway.codec.Covers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of {@code docs/reference/conformance.md}, made of the tests' {@link Covers} annotations. */
final class ConformanceTable {
    private static final String HEAD = """
            # MQTT-SN 1.2 conformance

            Every requirement that the text of MQTT-SN 1.2 states (S) or that follows from it (D), as far as it concerns a
            gateway, with the tests that show it to hold. The ids are those of the project's own catalogue, which the tests
            cite in their `@Covers` annotations; this table is made from them. What a tester sees that knows nothing of this
            gateway is [at the end of the page](#what-a-run-says). To renew the table:

            ```sh
            mvn -q test -pl gateway -am -Dtest=ConformanceTableTest -Dconformance.write=true -Dsurefire.failIfNoSpecifiedTests=false
            ```

            """;

    private final Map<String, TreeSet<String>> testsById = new TreeMap<>();

    ConformanceTable(JavaClasses testClasses) {
        for (JavaClass testClass : testClasses) {
            testClass.tryGetAnnotationOfType(Covers.class).ifPresent(covers -> add(covers, testClass.getSimpleName()));
            for (JavaMethod method : testClass.getMethods()) {
                method.tryGetAnnotationOfType(Covers.class)
                        .ifPresent(covers -> add(covers, testClass.getSimpleName() + "." + method.getName()));
            }
        }
    }

    /** Of the test classes of the codec and the gateway, as compiled. */
    static ConformanceTable ofThisBuild() {
        return new ConformanceTable(new ClassFileImporter()
                .importPaths(Path.of("target/test-classes"), Path.of("../sn-codec/target/test-classes")));
    }

    private void add(Covers covers, String test) {
        for (String id : covers.value()) {
            testsById.computeIfAbsent(id, i -> new TreeSet<>()).add(test);
        }
    }

    /** Requirements that no test shows and that nobody excused. */
    List<String> uncovered(List<Requirement> requirements) {
        List<String> ids = new ArrayList<>();
        for (Requirement requirement : requirements) {
            if (requirement.waiver().isEmpty() && !testsById.containsKey(requirement.id())) {
                ids.add(requirement.id() + " " + requirement.summary());
            }
        }
        return ids;
    }

    /** The whole page. */
    String markdown(List<Requirement> requirements) {
        long shown =
                requirements.stream().filter(r -> testsById.containsKey(r.id())).count();
        StringBuilder page = new StringBuilder(HEAD);
        page.append(shown)
                .append(" of ")
                .append(requirements.size())
                .append(" requirements are shown by tests; the others say why not.\n");
        String area = "";
        for (Requirement requirement : requirements) {
            if (!requirement.area().equals(area)) {
                area = requirement.area();
                page.append("\n## ")
                        .append(area)
                        .append("\n\n| id | | section | requirement | tests |\n|---|---|---|---|---|\n");
            }
            page.append("| ")
                    .append(requirement.id())
                    .append(" | ")
                    .append(requirement.basis())
                    .append(" | ")
                    .append(requirement.section())
                    .append(" | ")
                    .append(requirement.summary())
                    .append(" | ")
                    .append(tests(requirement))
                    .append(" |\n");
        }
        return page.toString();
    }

    private String tests(Requirement requirement) {
        TreeSet<String> tests = testsById.get(requirement.id());
        if (tests == null) {
            return "– " + requirement.waiver();
        }
        return "`" + String.join("`, `", tests) + "`";
    }
}
