package dev.reelstate.processing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.reelstate.processing");

  @Test
  void processing_does_not_know_the_store() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.reelstate.jdbc..", "org.jooq..", "org.flywaydb..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void only_the_media_package_touches_the_natives() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.reelstate.processing.media..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void nothing_touches_avdevice_or_what_loads_it() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.bytedeco\\.(ffmpeg\\.(global\\.avdevice|avdevice\\..*)|javacv\\..*)")
        .check(CLASSES);
  }

  @Test
  void the_media_package_knows_nothing_of_the_platform_around_it() {
    noClasses()
        .that()
        .resideInAPackage("dev.reelstate.processing.media..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.reelstate.processing",
            "dev.reelstate.processing.engine..",
            "dev.reelstate.processing.worker..")
        .check(CLASSES);
  }
}
