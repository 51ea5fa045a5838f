package org.openwa.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.openwa.model.CborSerializable;
import org.openwa.session.SessionCommand;
import org.openwa.session.SessionEvent;
import org.openwa.session.SessionState;

/** The map in docs/ARCHITECTURE.md, checked. Think hard about the layering before changing it. */
@AnalyzeClasses(packages = "org.openwa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule importsGoDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("root")
          .definedBy("org.openwa")
          .layer("config")
          .definedBy("org.openwa.config..")
          .layer("http")
          .definedBy("org.openwa.http..")
          .layer("health")
          .definedBy("org.openwa.health..")
          .layer("cluster")
          .definedBy("org.openwa.cluster..")
          .layer("schedule")
          .definedBy("org.openwa.schedule..")
          .layer("session")
          .definedBy("org.openwa.session..")
          .layer("access")
          .definedBy("org.openwa.access..")
          .layer("browser")
          .definedBy("org.openwa.browser..")
          .layer("message")
          .definedBy("org.openwa.message..")
          .layer("webhook")
          .definedBy("org.openwa.webhook..")
          .layer("vault")
          .definedBy("org.openwa.vault..")
          .layer("media")
          .definedBy("org.openwa.media..")
          .layer("metrics")
          .definedBy("org.openwa.metrics..")
          .layer("memory")
          .definedBy("org.openwa.memory..")
          .layer("transfer")
          .definedBy("org.openwa.transfer..")
          .layer("egress")
          .definedBy("org.openwa.egress..")
          .layer("event")
          .definedBy("org.openwa.event..")
          .layer("lease")
          .definedBy("org.openwa.lease..")
          .layer("database")
          .definedBy("org.openwa.database..")
          .layer("simulator")
          .definedBy("org.openwa.simulator..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("root", "config")
          .whereLayer("health")
          .mayOnlyBeAccessedByLayers("root", "config")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers("root", "config")
          .whereLayer("schedule")
          .mayOnlyBeAccessedByLayers("root", "config", "http")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "cluster", "schedule", "metrics")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("root", "config", "http")
          .whereLayer("browser")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "session", "metrics")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "session", "schedule")
          .whereLayer("webhook")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "session", "cluster", "metrics")
          .whereLayer("vault")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "session")
          .whereLayer("media")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "session")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("root", "config")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("root", "config", "http", "cluster", "metrics")
          .whereLayer("transfer")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("egress")
          .mayOnlyBeAccessedByLayers(
              "root", "config", "http", "webhook", "media", "access", "metrics")
          .whereLayer("event")
          .mayOnlyBeAccessedByLayers("root", "http", "session", "message", "webhook")
          .whereLayer("lease")
          .mayOnlyBeAccessedByLayers(
              "root", "config", "http", "session", "message", "vault", "metrics")
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("root");

  @ArchTest
  static final ArchRule noCycles = slices().matching("org.openwa.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theSimulatorKnowsNothingOfUs =
      noClasses()
          .that(resideInAPackage("org.openwa.simulator.."))
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.openwa..")
                  .and(DescribedPredicate.not(resideInAPackage("org.openwa.simulator.."))));

  @ArchTest
  static final ArchRule onlyTheRootKnowsAdapters =
      noClasses()
          .that(
              DescribedPredicate.not(resideInAnyPackage("org.openwa", "..jdbc..", "..selenium..")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.openwa..jdbc..", "org.openwa..selenium.."));

  @ArchTest
  static final ArchRule onlyOnePackageTouchesSelenium =
      only("org.openwa.browser.selenium..", "org.openqa.selenium..");

  @ArchTest
  static final ArchRule onlyOnePackageTouchesZxing =
      only("org.openwa.browser.qr..", "com.google.zxing..");

  @ArchTest
  static final ArchRule onlyOnePackageTouchesKamon = only("org.openwa.metrics..", "kamon..");

  @ArchTest
  static final ArchRule sqlIsWhereSqlBelongs =
      noClasses()
          .that(DescribedPredicate.not(resideInAnyPackage("..jdbc..", "org.openwa.database..")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi.."));

  @ArchTest
  static final ArchRule settingsAreReadInOnePlace =
      noClasses()
          .that(
              DescribedPredicate.not(
                  // Kamon is handed its own settings whole.
                  resideInAnyPackage("org.openwa.config..", "org.openwa", "org.openwa.metrics")
                      .or(simpleNameEndingWith("Settings"))))
          .should()
          .dependOnClassesThat(resideInAPackage("com.typesafe.config.."));

  @ArchTest
  static final ArchRule httpIsSpokenAtTheEdge =
      noClasses()
          .that(DescribedPredicate.not(resideInAnyPackage("org.openwa.http..", "org.openwa")))
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.pekko.http.."));

  @ArchTest
  static final ArchRule whatTravelsIsSerializable =
      classes()
          .that()
          .implement(SessionEvent.class)
          .or()
          .implement(SessionCommand.class)
          .or()
          .implement(SessionState.class)
          .should()
          .beAssignableTo(CborSerializable.class);

  @ArchTest
  static final ArchRule namesSayWhatTheyAre =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)");

  private static ArchRule only(String ours, String theirs) {
    return noClasses()
        .that(DescribedPredicate.not(resideInAPackage(ours)))
        .should()
        .dependOnClassesThat(resideInAPackage(theirs));
  }
}
