package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.jdbc.schema.DefaultSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortableTableTest {

  @Test
  void every_table_of_the_schema_is_there_behind_those_it_refers_to() {
    List<String> names = PortableTable.all().stream().map(PortableTable::name).toList();

    assertThat(names).hasSameSizeAs(DefaultSchema.DEFAULT_SCHEMA.getTables());
    assertThat(PortableTable.all()).allSatisfy(table -> {
      assertThat(names.subList(0, names.indexOf(table.name()))).containsAll(table.references());
      assertThat(table.key()).isNotEmpty();
    });
    assertThat(names.indexOf("reelstate_attempt")).isGreaterThan(names.indexOf("reelstate_task"));
  }

  @Test
  void times_are_seen_as_they_are_stored() {
    assertThat(PortableTable.all())
        .flatExtracting(PortableTable::columns)
        .filteredOn(column -> column.name().endsWith("_at"))
        .isNotEmpty()
        .extracting(PortableTable.Column::type)
        .containsOnly(PortableType.BIGINT);
  }

  @Test
  void tables_are_put_in_order_whatever_theirs_was() {
    PortableTable leaf = table("leaf", "twig", "root");
    PortableTable twig = table("twig", "root");
    PortableTable root = table("root");

    assertThat(PortableTable.inOrder(List.of(leaf, twig, root))).containsExactly(root, twig, leaf);
  }

  @Test
  void a_circle_is_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PortableTable.inOrder(List.of(table("a", "b"), table("b", "a"))))
        .withMessage("Tables refer to each other in a circle: a, b.");
  }

  private static PortableTable table(String name, String... references) {
    return new PortableTable(name, List.of(), List.of(), null, Set.of(references));
  }
}
