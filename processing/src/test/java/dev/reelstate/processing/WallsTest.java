package dev.reelstate.processing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final String ROOT = "dev.reelstate.processing";
  private static final String MEDIA = ROOT + ".media";

  private static final String DETECT = ROOT + ".detect";

  private static final String FORMAT = ROOT + ".format";

  private static final String JAVACV = ROOT + ".javacv";

  private static final String[] EXPORTED = {
    ROOT,
    ROOT + ".backfill",
    DETECT,
    FORMAT,
    FORMAT + ".coco",
    FORMAT + ".cvat",
    FORMAT + ".mot",
    FORMAT + ".voc",
    FORMAT + ".yolo",
    ROOT + ".frames",
    JAVACV,
    ROOT + ".micrometer",
    ROOT + ".recipe",
    ROOT + ".storage",
    MEDIA + ".film",
    MEDIA + ".sample"
  };

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages(ROOT);

  @Test
  void processing_does_not_know_the_store() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.reelstate.jdbc..", "org.jooq..", "org.flywaydb..")
        .check(CLASSES);
  }

  @Test
  void processing_hands_a_connection_of_the_hosts_on_and_knows_nothing_else_of_jdbc() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("java.sql..").and(not(type(Connection.class))))
        .check(CLASSES);
  }

  @Test
  void no_package_is_part_of_a_cycle() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_the_packages_that_need_them_touch_the_natives() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            MEDIA + ".film",
            MEDIA + ".frame",
            MEDIA + ".libav",
            MEDIA + ".packaging",
            MEDIA + ".pass",
            MEDIA + ".picture",
            MEDIA + ".probe",
            MEDIA + ".product",
            MEDIA + ".sample",
            MEDIA + ".sound",
            MEDIA + ".still",
            MEDIA + ".trial",
            DETECT,
            JAVACV)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void detectors_know_pictures_and_their_libraries_and_neither_media_nor_the_platform() {
    classes()
        .that()
        .resideInAPackage(DETECT)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "ai.onnxruntime",
            "dev.reelstate.annotation",
            "dev.reelstate.detection",
            "dev.reelstate.task",
            "org.bytedeco.javacpp..",
            "org.bytedeco.opencv..",
            "org.jspecify..",
            "org.slf4j",
            DETECT)
        .check(CLASSES);
  }

  @Test
  void nothing_but_detectors_touches_their_libraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(DETECT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.onnxruntime..", "org.bytedeco.opencv..", "org.bytedeco.openblas..")
        .check(CLASSES);
  }

  @Test
  void the_room_of_javacv_knows_pictures_and_the_frames_of_javacv() {
    classes()
        .that()
        .resideInAPackage(JAVACV)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "dev.reelstate.annotation", "dev.reelstate.detection")
                .or(resideInAnyPackage("org.jspecify..", JAVACV))
                .or(name("org.bytedeco.javacv.Frame")))
        .check(CLASSES);
  }

  /** A frame of JavaCV is a plain object; its grabbers and recorders load avdevice. */
  @Test
  void nothing_touches_avdevice_or_a_class_that_loads_it() {
    noClasses()
        .that()
        .resideOutsideOfPackage(JAVACV)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.bytedeco\\.(ffmpeg\\.(global\\.avdevice|avdevice\\..*)|javacv\\..*)")
        .check(CLASSES);
  }

  @Test
  void the_media_packages_know_nothing_about_the_platform_around_them() {
    noClasses()
        .that()
        .resideInAPackage(MEDIA + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".engine", ROOT + ".steps", ROOT + ".worker")
        .check(CLASSES);
  }

  @Test
  void the_building_blocks_of_a_pass_do_not_know_the_pass() {
    noClasses()
        .that()
        .resideInAnyPackage(
            MEDIA,
            MEDIA + ".container",
            MEDIA + ".frame",
            MEDIA + ".libav",
            MEDIA + ".packaging",
            MEDIA + ".picture",
            MEDIA + ".probe",
            MEDIA + ".product",
            MEDIA + ".sound",
            MEDIA + ".still")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(MEDIA + ".pass")
        .check(CLASSES);
  }

  @Test
  void the_exported_api_names_nothing_internal() {
    classes()
        .that()
        .resideInAnyPackage(EXPORTED)
        .and()
        .arePublic()
        .should(new NameOnlyWhatIsExported())
        .check(CLASSES);
  }

  @Test
  void the_module_exports_the_packages_for_hosts() throws URISyntaxException {
    Path built = Path.of(
        VideoPlatform.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module = ModuleFinder.of(built).findAll().iterator().next().descriptor();

    assertThat(module.name()).isEqualTo(ROOT);
    assertThat(module.exports())
        .filteredOn(exports -> !exports.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(EXPORTED);
  }

  @Test
  void no_package_has_more_classes_than_a_reader_can_take_in() {
    CLASSES.stream()
        .filter(JavaClass::isTopLevelClass)
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()))
        .forEach((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(25));
  }

  /** Each package is a slice. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  /** No accessible member has an internal parameter, result, exception or type argument. */
  private static final class NameOnlyWhatIsExported extends ArchCondition<JavaClass> {

    NameOnlyWhatIsExported() {
      super("name only what is exported");
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
      Stream.concat(owner.getConstructors().stream(), owner.getMethods().stream())
          .filter(NameOnlyWhatIsExported::isVisible)
          .forEach(unit -> internal(unit)
              .forEach(type -> events.add(SimpleConditionEvent.violated(
                  unit, unit.getFullName() + " names " + type.getName()))));
      owner.getFields().stream()
          .filter(NameOnlyWhatIsExported::isVisible)
          .filter(field -> field.getType().getAllInvolvedRawTypes().stream()
              .anyMatch(NameOnlyWhatIsExported::isInternal))
          .forEach(field -> events.add(
              SimpleConditionEvent.violated(field, field.getFullName() + " is internal")));
    }

    private static boolean isVisible(HasModifiers member) {
      return member.getModifiers().contains(JavaModifier.PUBLIC)
          || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Set<JavaClass> internal(JavaCodeUnit unit) {
      Stream<JavaType> types = Stream.concat(
          Stream.of(unit.getReturnType()),
          Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream()));
      return types
          .flatMap(type -> type.getAllInvolvedRawTypes().stream())
          .filter(NameOnlyWhatIsExported::isInternal)
          .collect(Collectors.toSet());
    }

    private static boolean isInternal(JavaClass type) {
      return type.getPackageName().startsWith(ROOT)
          && !resideInAnyPackage(EXPORTED).test(type);
    }
  }
}
