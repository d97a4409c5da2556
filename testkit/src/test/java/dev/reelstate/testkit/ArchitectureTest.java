package dev.reelstate.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void the_testkit_depends_on_core_junit_and_assertj_only() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.junit.jupiter.api..",
            "org.assertj.core..",
            "dev.reelstate",
            "dev.reelstate.annotation..",
            "dev.reelstate.detection..",
            "dev.reelstate.evaluation..",
            "dev.reelstate.event..",
            "dev.reelstate.spi..",
            "dev.reelstate.task..",
            "dev.reelstate.telemetry..",
            "dev.reelstate.testkit..",
            "dev.reelstate.video..")
        .check(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.reelstate.testkit"));
  }
}
