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
    void crashTestsKnowNothingOfTheCommandsOrTheGateway() {
        noClasses()
                .that()
                .resideInAPackage("..simulator.crash..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sngateway.gateway..", "picocli..", "org.sngateway.simulator")
                .check(CLASSES);
    }
}
