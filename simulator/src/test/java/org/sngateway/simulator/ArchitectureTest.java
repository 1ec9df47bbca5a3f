package org.sngateway.simulator;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What may know what in this module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sngateway.simulator");

    @Test
    void devicesSeeOnlyTheCodecAndPlainJava() {
        classes()
                .that()
                .resideInAPackage("..simulator.device..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.simulator.device..",
                        "org.sngateway.codec..",
                        "org.jspecify..",
                        "java.lang..",
                        "java.util")
                .check(CLASSES);
    }

    @Test
    void devicesReadNoClockAndStartNoThread() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.device..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void loadKnowsNothingOfTheCommandsOrTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.load..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sngateway.gateway..", "picocli..", "org.sngateway.simulator")
                .check(CLASSES);
    }

    @Test
    void toolsKnowOnlyTheCodecAndDevices() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.tool..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.gateway..",
                        "picocli..",
                        "org.sngateway.simulator",
                        "..simulator.load..",
                        "..simulator.crash..")
                .check(CLASSES);
    }

    @Test
    void crashTestsKnowNothingOfTheCommandsOrTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.crash..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sngateway.gateway..", "picocli..", "org.sngateway.simulator")
                .check(CLASSES);
    }

    @Test
    void conformanceTestsKnowNothingOfTheCommandsOrTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.conformance..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sngateway.gateway..", "picocli..", "org.sngateway.simulator")
                .check(CLASSES);
    }

    @Test
    void reportsKnowWhatWasMeasuredAndWhatWasAskedFor() {
        classes()
                .that()
                .resideInAPackage("org.sngateway.simulator.report..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.simulator.report..",
                        "org.sngateway.simulator.measure..",
                        "org.sngateway.simulator.markup..",
                        "org.sngateway.codec..",
                        "com.fasterxml.jackson.core..",
                        "org.HdrHistogram..",
                        "org.jspecify..",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void measuresKnowNothingOfThoseWhoTakeOrShowThem() {
        classes()
                .that()
                .resideInAnyPackage("..simulator.measure..", "..simulator.markup..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.simulator.measure..",
                        "org.sngateway.simulator.markup..",
                        "org.sngateway.codec..",
                        "org.HdrHistogram..",
                        "org.jspecify..",
                        "java..",
                        "javax.xml.stream..")
                .check(CLASSES);
    }

    @Test
    void conformanceScriptsKnowNeitherTheTestsNorTheReports() {
        noClasses()
                .that()
                .resideInAPackage("..conformance.script..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..conformance.group..", "..conformance.report..", "..simulator.conformance")
                .check(CLASSES);
    }

    @Test
    void worldsSeeOnlyTheEngineTheCodecAndDevices() {
        classes()
                .that()
                .resideInAnyPackage("..simulator.world..", "..simulator.check..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.simulator.world..",
                        "org.sngateway.simulator.check..",
                        "org.sngateway.simulator.device..",
                        "org.sngateway.simulator.fleet.port",
                        "org.sngateway.simulator.scenario",
                        "org.sngateway.gateway.session",
                        "org.sngateway.gateway.session.port",
                        "org.sngateway.gateway.session.store",
                        "org.sngateway.codec..",
                        "org.jspecify..",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream")
                .check(CLASSES);
    }

    @Test
    void worldsReadNoClockStartNoThreadAndDrawOnlyWhatTheSeedGives() {
        noClasses()
                .that()
                .resideInAnyPackage("..simulator.world..", "..simulator.check..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void fleetsKnowNeitherSocketsNorAnyGateway() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.fleet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.gateway..",
                        "io.netty..",
                        "com.hivemq..",
                        "java.net..",
                        "picocli..",
                        "..simulator.world..",
                        "..simulator.site..",
                        "org.sngateway.simulator")
                .check(CLASSES);
    }

    @Test
    void fleetsReadNoClockStartNoThreadAndDrawOnlyWhatTheSeedGives() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.fleet..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void worldsDoNotKnowWhoJudgesThem() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.world..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..simulator.check..")
                .check(CLASSES);
    }

    @Test
    void linksSeeOnlyPlainJava() {
        classes()
                .that()
                .resideInAPackage("..simulator.link..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.sngateway.simulator.link..", "org.jspecify..", "java.lang..", "java.math", "java.util")
                .check(CLASSES);
    }

    @Test
    void linksAndScenariosReadNoClockAndDrawOnlyWhatTheSeedGives() {
        noClasses()
                .that()
                .resideInAnyPackage("..simulator.link..", "..simulator.scenario..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(CLASSES);
    }
}
