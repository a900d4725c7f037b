package dev.lockstep.regression;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lockstep.core.archunit.NonDeterminismRules;
import org.junit.jupiter.api.Test;

/** Who may know whom: sim-core <- sim-net <- sim-search <- properties -> sim-node. */
class ModuleRulesTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("dev.lockstep");

    @Test
    void everyModuleIsLookedAt() {
        for (String module : new String[] {"core", "net", "node", "search", "properties"}) {
            assertThat(ALL.stream().anyMatch(c -> c.getPackageName().startsWith("dev.lockstep." + module)))
                    .as("classes of %s", module)
                    .isTrue();
        }
    }

    @Test
    void theNodeKnowsOnlyTheJdkRocksLuajAndSlf4j() {
        classes()
                .that()
                .resideInAPackage("dev.lockstep.node..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.node..",
                        "java..",
                        "jdk.net..",
                        "org.rocksdb..",
                        "org.luaj.vm2..",
                        "org.slf4j..",
                        "org.jspecify..")
                .check(ALL);
    }

    @Test
    void theCoreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("dev.lockstep.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.net..",
                        "dev.lockstep.search..",
                        "dev.lockstep.properties..",
                        "dev.lockstep.node..")
                .check(ALL);
    }

    @Test
    void theNetworkKnowsTheCoreOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.lockstep.net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.search..", "dev.lockstep.properties..", "dev.lockstep.node..")
                .check(ALL);
    }

    @Test
    void theSearchKnowsNoSystemUnderTest() {
        noClasses()
                .that()
                .resideInAPackage("dev.lockstep.search..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.properties..", "dev.lockstep.node..")
                .check(ALL);
    }

    @Test
    void propertiesUseTheNodeThroughItsApi() {
        noClasses()
                .that()
                .resideInAPackage("dev.lockstep.properties..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.node.server..",
                        "dev.lockstep.node.replica..",
                        "dev.lockstep.node.master..",
                        "dev.lockstep.node.store..",
                        "dev.lockstep.node.cluster..",
                        "dev.lockstep.node.command..")
                .check(ALL);
    }

    /** But for the lock file of a database, which is taken without waiting, as RocksDB takes its own. */
    @Test
    void theNodeDoesNothingThatCannotBeSimulated() {
        NonDeterminismRules.ALL.check(ALL.that(
                resideInAPackage("dev.lockstep.node..").and(DescribedPredicate.not(simpleName("DirectoryLock")))));
    }

    @Test
    void bootClassesUseTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lockstep.core.boot..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.core.boot..", "java..", "org.jspecify..")
                .check(ALL);
    }
}
