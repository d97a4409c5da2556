package dev.reelstate.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
