package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.migration.TableModel.Column;
import dev.reelstate.jdbc.migration.TableModel.Constraint;
import dev.reelstate.jdbc.migration.TableModel.Constraint.Kind;
import dev.reelstate.jdbc.migration.TableModel.Index;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.jdbc.script.SqlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that statements create, parsed from the statements themselves: the migrations are the
 * only source of the expected schema, in the dialect of the current database. Parses the syntax
 * that migrations may use, which {@code CONTRIBUTING.md} lists, and rejects anything else rather
 * than ignoring it. Not thread-safe.
 */
final class SchemaModel {

  private static final String NAME = "[\"`]?(\\w+)[\"`]?";
  private static final Pattern CREATE_TABLE =
      pattern("create table (?:if not exists )?" + NAME + " ?(\\(.*)");
  private static final Pattern CREATE_INDEX =
      pattern("create (unique )?index (?:if not exists )?" + NAME + " on " + NAME + " ?(\\(.*)");
  private static final Pattern ALTER_TABLE = pattern("alter table " + NAME + " (.*)");
  private static final Pattern DROP_TABLE = pattern("drop table (?:if exists )?" + NAME);
  private static final Pattern DROP_INDEX =
      pattern("drop index (?:if exists )?" + NAME + "(?: on \\w+)?");
  private static final Pattern ADD = pattern("add (?:column )?(.*)");
  private static final Pattern DROP_COLUMN = pattern("drop column (?:if exists )?" + NAME);
  private static final Pattern DROP_CONSTRAINT = pattern("drop constraint (?:if exists )?" + NAME);
  private static final Pattern CONSTRAINT =
      pattern("(?:constraint " + NAME + " )?(primary key|unique|foreign key|check) ?(\\(.*)");
  private static final Pattern REFERENCES = pattern(".*? references " + NAME + " ?\\(.*");
  private static final Pattern COLUMN = pattern(
      NAME + " (.+?)((?: (?:not null|null|default|generated|primary key|auto_increment|collate"
          + "|character set)\\b.*)?)");

  private final Map<String, TableModel> tables = new LinkedHashMap<>();

  /** The tables that statements create. */
  static SchemaModel of(Collection<String> statements) {
    SchemaModel model = new SchemaModel();
    statements.forEach(model::apply);
    return model;
  }

  /** The tables that migrations create. */
  static SchemaModel of(MigrationFiles files) {
    return of(files.up().stream()
        .flatMap(script -> SqlText.statements(script.text()).stream())
        .toList());
  }

  Collection<TableModel> tables() {
    return tables.values();
  }

  private void apply(String statement) {
    String line = statement.replaceAll("\\s+", " ").strip();
    boolean known = when(CREATE_TABLE, line, this::createTable)
        || when(CREATE_INDEX, line, found -> createIndex(found, line))
        || when(ALTER_TABLE, line, found -> alter(required(found.group(1)), found.group(2)))
        || when(DROP_TABLE, line, found -> tables.remove(lower(found.group(1))))
        || when(DROP_INDEX, line, found -> dropIndex(lower(found.group(1))));
    if (!known && lower(line).matches("(create|alter|drop|rename) .*")) {
      throw unknown(line);
    }
  }

  private void createTable(Matcher found) {
    TableModel table = new TableModel(lower(found.group(1)));
    tables.put(table.name(), table);
    SqlText.parts(SqlText.inParentheses(found.group(2))).forEach(part -> add(table, part));
  }

  private void createIndex(Matcher found, String statement) {
    boolean unique = found.group(1) != null;
    List<String> columns = names(SqlText.inParentheses(found.group(4)));
    required(found.group(3)).add(new Index(lower(found.group(2)), unique, columns, statement));
  }

  private void dropIndex(String name) {
    tables.values().forEach(table -> table.indexes().remove(name));
  }

  private static void alter(TableModel table, String actions) {
    for (String action : SqlText.parts(actions)) {
      boolean known = when(ADD, action, found -> add(table, found.group(1)))
          || when(DROP_COLUMN, action, found -> table.columns().remove(lower(found.group(1))))
          || when(
              DROP_CONSTRAINT, action, found -> table.constraints().remove(lower(found.group(1))));
      if (!known) {
        throw unknown(action);
      }
    }
  }

  private static void add(TableModel table, String definition) {
    Matcher constraint = CONSTRAINT.matcher(definition);
    Matcher column = COLUMN.matcher(definition);
    if (constraint.matches()) {
      add(table, constraint, definition);
    } else if (column.matches()
        && !lower(column.group(2)).matches(".* (unique|check|references)\\b.*")) {
      table.add(column(column, definition));
      if (lower(column.group(3)).contains("primary key")) {
        addPrimaryKey(table, List.of(lower(column.group(1))), definition);
      }
    } else {
      throw unknown(definition);
    }
  }

  private static void add(TableModel table, Matcher found, String definition) {
    Kind kind = Kind.valueOf(found.group(2).toUpperCase(Locale.ROOT).replace(' ', '_'));
    List<String> columns =
        kind == Kind.CHECK ? List.of() : names(SqlText.inParentheses(found.group(3)));
    if (kind == Kind.PRIMARY_KEY) {
      addPrimaryKey(table, columns, definition);
    } else if (found.group(1) == null) {
      throw unknown(definition);
    } else {
      table.add(
          new Constraint(lower(found.group(1)), kind, columns, target(definition), definition));
    }
  }

  private static void addPrimaryKey(TableModel table, List<String> columns, String definition) {
    table.add(new Constraint(Constraint.PRIMARY_KEY, Kind.PRIMARY_KEY, columns, null, definition));
    table
        .columns()
        .replaceAll((name, column) -> columns.contains(name) ? column.notNull() : column);
  }

  private static @Nullable String target(String definition) {
    Matcher found = REFERENCES.matcher(definition);
    return found.matches()
        ? Constraint.target(lower(found.group(1)), lower(definition).contains(" on delete cascade"))
        : null;
  }

  private static Column column(Matcher found, String definition) {
    String rest = lower(found.group(3));
    boolean numbered =
        Stream.of("as identity", "auto_increment", "autoincrement").anyMatch(rest::contains);
    return new Column(
        lower(found.group(1)),
        ColumnType.declared(found.group(2)),
        !rest.contains("not null"),
        numbered,
        rest.contains("default ") && !rest.contains("by default"),
        found.group(2),
        definition);
  }

  private TableModel required(String name) {
    TableModel table = tables.get(lower(name));
    if (table == null) {
      throw new IllegalStateException("No statement creates the table " + name + ".");
    }
    return table;
  }

  private static List<String> names(String list) {
    return SqlText.parts(list).stream()
        .map(name -> lower(name).replaceAll("[\"`]", "").replaceFirst(" asc$", ""))
        .toList();
  }

  private static boolean when(Pattern pattern, String text, Consumer<Matcher> then) {
    Matcher found = pattern.matcher(text);
    boolean matches = found.matches();
    if (matches) {
      then.accept(found);
    }
    return matches;
  }

  private static IllegalStateException unknown(String text) {
    return new IllegalStateException("A migration uses unsupported syntax: " + text);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
