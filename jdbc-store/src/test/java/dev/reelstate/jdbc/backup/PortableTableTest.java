package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.jdbc.schema.DefaultSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortableTableTest {

  @Test
  void all_tables_come_after_those_they_refer_to() {
    List<String> names = PortableTable.all().stream().map(PortableTable::name).toList();

    assertThat(names).hasSameSizeAs(DefaultSchema.DEFAULT_SCHEMA.getTables());
    assertThat(PortableTable.all()).allSatisfy(table -> {
      assertThat(names.subList(0, names.indexOf(table.name()))).containsAll(table.references());
      assertThat(table.key()).isNotEmpty();
    });
    assertThat(names.indexOf("reelstate_attempt")).isGreaterThan(names.indexOf("reelstate_task"));
  }

  @Test
  void times_have_their_stored_type() {
    assertThat(PortableTable.all())
        .flatExtracting(PortableTable::columns)
        .filteredOn(column -> column.name().endsWith("_at"))
        .isNotEmpty()
        .extracting(PortableTable.Column::type)
        .containsOnly(PortableType.BIGINT);
  }

  @Test
  void tables_are_sorted_whatever_their_order() {
    PortableTable leaf = table("leaf", "twig", "root");
    PortableTable twig = table("twig", "root");
    PortableTable root = table("root");

    assertThat(PortableTable.inOrder(List.of(leaf, twig, root))).containsExactly(root, twig, leaf);
  }

  @Test
  void a_cycle_is_rejected() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PortableTable.inOrder(List.of(table("a", "b"), table("b", "a"))))
        .withMessage("Tables refer to each other in a cycle: a, b.");
  }

  private static PortableTable table(String name, String... references) {
    return new PortableTable(name, List.of(), List.of(), null, Set.of(references));
  }
}
