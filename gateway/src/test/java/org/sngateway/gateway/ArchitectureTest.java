package org.sngateway.gateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of docs/explanation/architecture.md that the compiler cannot keep. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("test-classes"))
            .importPackages("org.sngateway");

    /** Each rule below is a test of its own; ArchUnit's own engine was found to run none of them. */
    @TestFactory
    List<DynamicTest> rules() throws IllegalAccessException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Field field : ArchitectureTest.class.getDeclaredFields()) {
            if (field.getType() == ArchRule.class) {
                ArchRule rule = (ArchRule) field.get(null);
                tests.add(DynamicTest.dynamicTest(field.getName(), () -> rule.check(CLASSES)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    /** What pure code may not touch: time, chance, threads, the platform's I/O. */
    private static final DescribedPredicate<JavaClass> IMPURE = resideInAnyPackage(
                    "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..", "java.time..")
            .or(JavaClass.Predicates.equivalentTo(Thread.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.Random.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.Timer.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.logging.Logger.class))
            .as("clocks, threads, files, sockets");

    static final ArchRule engineSeesOnlyTheCodecAndTheJavaPlatform = classes()
            .that()
            .resideInAPackage("..gateway.session..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "..gateway.session..",
                    "org.sngateway.codec..",
                    "java.lang..",
                    "java.util..",
                    "java.io",
                    "org.jspecify.."));

    static final ArchRule engineIsPure =
            noClasses().that().resideInAPackage("..gateway.session..").should().dependOnClassesThat(IMPURE);

    static final ArchRule engineReadsNoClock = noClasses()
            .that()
            .resideInAPackage("..gateway.session..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Math.class, "random");

    static final ArchRule portsSeeOnlyValues = classes()
            .that()
            .resideInAPackage("..session.port..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "..session.port..", "org.sngateway.codec.v12..", "java.lang..", "java.util", "org.jspecify.."));

    static final ArchRule codecNeedsNothing = classes()
            .that()
            .resideInAPackage("org.sngateway.codec..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("org.sngateway.codec..", "java..", "org.jspecify.."));

    static final ArchRule nettyStaysAtTheSockets = noClasses()
            .that(DescribedPredicate.not(
                    resideInAnyPackage("..adapter.udp..", "..gateway.shard..", "..adapter.embedded..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    static final ArchRule mqttClientStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.broker..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.hivemq..", "io.reactivex..", "org.reactivestreams.."));

    static final ArchRule httpServerStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.http..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.vertx.."));

    static final ArchRule prometheusStaysAtItsPage = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.observe.metrics..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.prometheus.."));

    /** Views are collected without one lock that a shard's thread could wait for. */
    static final ArchRule shardsWaitForNobody = noClasses()
            .that()
            .resideInAnyPackage("..gateway.session..", "..adapter.udp..", "..adapter.observe..")
            .and(DescribedPredicate.not(resideInAPackage("..adapter.observe.metrics..")))
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.concurrent.locks.."))
            .orShould()
            .dependOnClassesThat(JavaClass.Predicates.belongTo(resideInAPackage("..gateway.view..")));

    static final ArchRule embeddedBrokerStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.embedded..")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.."));

    static final ArchRule databaseStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.store..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.sqlite.."));

    static final ArchRule engineDoesNotKnowWhatAStoreIsMadeOf = noClasses()
            .that()
            .resideInAnyPackage("..gateway.session", "..gateway.session.port..")
            .should()
            .dependOnClassesThat(resideInAPackage("..gateway.session.store.."));

    /** The embedded broker's trouble at its own end, when no observer is there any more, is the one exception. */
    static final ArchRule loggingStaysWithTheObservers = noClasses()
            .that(DescribedPredicate.not(resideInAnyPackage("..adapter.observe..", "..adapter.embedded..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.tinylog..", "org.slf4j..", "java.util.logging.."));

    static final ArchRule adaptersAreIslands =
            slices().matching("org.sngateway.gateway.adapter.(*)..").should().notDependOnEachOther();

    static final ArchRule adaptersDoNotReadTheConfiguration = noClasses()
            .that()
            .resideInAnyPackage("..gateway.adapter..", "..gateway.session..", "..gateway.shard..")
            .should()
            .dependOnClassesThat(resideInAPackage("..gateway.config.."));

    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.sngateway.(**)").should().beFreeOfCycles();
}
