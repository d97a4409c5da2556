package dev.reelstate.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses store = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.reelstate.jdbc");

  @Test
  void the_store_knows_core_and_not_the_processing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.reelstate.processing..", "dev.reelstate.testkit..")
        .check(store);
  }

  /** Also what an hour's error of a host's clock cannot harm: nothing here asks it. */
  @Test
  void the_time_is_that_of_the_database() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Date.class)
        .check(store);
  }

  @Test
  void only_the_migrations_know_flyway() {
    classes()
        .that()
        .doNotHaveSimpleName("Migrations")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("org.flywaydb..")
        .check(store);
  }
}
