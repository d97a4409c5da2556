package dev.reelstate.jdbc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final String[] EXPORTED = {
    "dev.reelstate.jdbc",
    "dev.reelstate.jdbc.backup",
    "dev.reelstate.jdbc.legacy",
    "dev.reelstate.jdbc.migration"
  };

  private final JavaClasses store = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.reelstate.jdbc");

  @Test
  void the_store_depends_on_core_but_not_on_processing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.reelstate.processing..", "dev.reelstate.testkit..")
        .check(store);
  }

  /** Nothing here reads the host's clock, so an error of that clock does no harm. */
  @Test
  void times_come_from_the_database() {
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
  void only_migrations_depend_on_flyway() {
    classes()
        .that()
        .doNotHaveSimpleName("Migrations")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("org.flywaydb..")
        .check(store);
  }

  @Test
  void packages_have_no_cyclic_dependencies() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(store);
  }

  @Test
  void the_public_api_exposes_nothing_internal() {
    classes()
        .that()
        .resideInAnyPackage(EXPORTED)
        .and()
        .arePublic()
        .should(new ExposeOnlyExportedTypes())
        .check(store);
  }

  @Test
  void packages_stay_small() {
    store.stream()
        .filter(type -> type.isTopLevelClass() && !isGenerated(type))
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()))
        .forEach((name, count) -> assertThat(count)
            .as(name)
            .isLessThanOrEqualTo(name.equals("dev.reelstate.jdbc") ? 45 : 25));
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getPackageName().startsWith("dev.reelstate.jdbc.schema");
  }

  /** Each package is a slice, except jOOQ's generated ones, which refer to each other by design. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return isGenerated(type)
          ? SliceIdentifier.ignore()
          : SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  /** Callable members have no internal parameter, result, exception or type argument. */
  private static final class ExposeOnlyExportedTypes extends ArchCondition<JavaClass> {

    ExposeOnlyExportedTypes() {
      super("expose only exported types");
    }

    @Override
    public void check(JavaClass owner, ConditionEvents events) {
      Stream.concat(owner.getConstructors().stream(), owner.getMethods().stream())
          .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
              || unit.getModifiers().contains(JavaModifier.PROTECTED))
          .forEach(unit -> named(unit)
              .filter(type -> type.getPackageName().startsWith("dev.reelstate.jdbc")
                  && !resideInAnyPackage(EXPORTED).test(type))
              .forEach(type -> events.add(SimpleConditionEvent.violated(
                  unit, unit.getFullName() + " exposes " + type.getName()))));
    }

    private static Stream<JavaClass> named(JavaCodeUnit unit) {
      Stream<JavaType> used =
          Stream.concat(unit.getParameterTypes().stream(), unit.getExceptionTypes().stream());
      return Stream.concat(Stream.of(unit.getReturnType()), used)
          .flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }
  }
}
