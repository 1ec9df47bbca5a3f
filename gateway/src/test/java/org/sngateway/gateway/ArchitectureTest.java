package org.sngateway.gateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules of docs/explanation/architecture.md that the compiler cannot keep. */
@AnalyzeClasses(packages = "org.sngateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** What pure code may not touch: time, chance, threads, the platform's I/O. */
    private static final DescribedPredicate<JavaClass> IMPURE = resideInAnyPackage(
                    "java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..", "java.time..")
            .or(JavaClass.Predicates.equivalentTo(Thread.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.Random.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.Timer.class))
            .or(JavaClass.Predicates.equivalentTo(java.util.logging.Logger.class))
            .as("clocks, threads, files, sockets");

    @ArchTest
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

    @ArchTest
    static final ArchRule engineIsPure =
            noClasses().that().resideInAPackage("..gateway.session..").should().dependOnClassesThat(IMPURE);

    @ArchTest
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

    @ArchTest
    static final ArchRule portsSeeOnlyValues = classes()
            .that()
            .resideInAPackage("..session.port..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "..session.port..", "org.sngateway.codec.v12..", "java.lang..", "java.util", "org.jspecify.."));

    @ArchTest
    static final ArchRule codecNeedsNothing = classes()
            .that()
            .resideInAPackage("org.sngateway.codec..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("org.sngateway.codec..", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule nettyStaysAtTheSockets = noClasses()
            .that(DescribedPredicate.not(
                    resideInAnyPackage("..adapter.udp..", "..gateway.shard..", "..adapter.embedded..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule mqttClientStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.broker..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.hivemq..", "io.reactivex..", "org.reactivestreams.."));

    @ArchTest
    static final ArchRule embeddedBrokerStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.embedded..")))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.."));

    @ArchTest
    static final ArchRule databaseStaysInItsAdapter = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.store..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.sqlite.."));

    @ArchTest
    static final ArchRule engineDoesNotKnowWhatAStoreIsMadeOf = noClasses()
            .that()
            .resideInAnyPackage("..gateway.session", "..gateway.session.port..")
            .should()
            .dependOnClassesThat(resideInAPackage("..gateway.session.store.."));

    @ArchTest
    static final ArchRule loggingStaysWithTheObservers = noClasses()
            .that(DescribedPredicate.not(resideInAPackage("..adapter.observe..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.tinylog..", "org.slf4j..", "java.util.logging.."));

    @ArchTest
    static final ArchRule adaptersAreIslands =
            slices().matching("org.sngateway.gateway.adapter.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersDoNotReadTheConfiguration = noClasses()
            .that()
            .resideInAnyPackage("..gateway.adapter..", "..gateway.session..", "..gateway.shard..")
            .should()
            .dependOnClassesThat(resideInAPackage("..gateway.config.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.sngateway.(**)").should().beFreeOfCycles();
}
