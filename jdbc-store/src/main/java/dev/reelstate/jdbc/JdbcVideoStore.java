package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.backup.Backup;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.jdbc.dialect.PostgresPeers;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.SqliteDatabase;
import dev.reelstate.jdbc.migration.Schema;
import dev.reelstate.jdbc.migration.SchemaMode;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A store on a relational database: H2, PostgreSQL, MariaDB, MySQL or SQLite. Every call is one
 * transaction on a connection of its own, read committed (on SQLite serializable), whatever the
 * connection's auto-commit mode; the connection is given back as it came. What may pass by itself,
 * such as a deadlock, is tried again inside. Thread-safe.
 */
public final class JdbcVideoStore implements VideoStore {

  static {
    // jOOQ greets with a banner in the log unless told otherwise.
    System.getProperties().putIfAbsent("org.jooq.no-logo", "true");
    System.getProperties().putIfAbsent("org.jooq.no-tips", "true");
  }

  private final Schema schema;
  private final Dialect dialect;
  private final Configuration configuration;
  private final @Nullable AutoCloseable owned;
  private final OwnTransactions transactions;
  private final VideoCatalog videos;
  private final TaskQueue tasks;
  private final EventLog events;
  private final GroundTruthCatalog groundTruth;
  private final NodeRegistry nodes;
  private final ReadyHints ready;

  private JdbcVideoStore(
      DataSource dataSource,
      Schema schema,
      Dialect dialect,
      Configuration configuration,
      @Nullable PostgresPeers peers,
      @Nullable AutoCloseable owned) {
    this.schema = schema;
    this.dialect = dialect;
    this.configuration = configuration;
    this.owned = owned;
    QueueHead head = new QueueHead();
    Hints<List<VideoEvent>> commits = new Hints<>("commits");
    this.ready = new ReadyHints(head, peers);
    this.transactions = new OwnTransactions(dataSource, dialect, configuration, transaction -> {
      if (!transaction.events().isEmpty()) {
        commits.tell(transaction.events());
      }
      ready.committed(transaction);
    });
    this.videos = new JdbcVideoCatalog(transactions, true);
    this.tasks = new JdbcTaskQueue(transactions, head, ready);
    this.events = new JdbcEventLog(transactions, commits);
    this.groundTruth = new JdbcGroundTruthCatalog(transactions);
    this.nodes = new JdbcNodeRegistry(transactions);
  }

  /**
   * Opens a store on a database of the host's, making or migrating its tables first. Closing the
   * store leaves the data source open.
   *
   * @throws dev.reelstate.ReelstateException if the database cannot be used
   */
  public static JdbcVideoStore open(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Opens a store on an H2 database in a file, which is made if it is missing. A commit has reached
   * the file when a call returns. One process at a time can have it open. Closing the store closes
   * the database.
   *
   * @param path the file, with or without the ending {@code .mv.db}, or a folder for a file named
   *     {@code reelstate.mv.db}
   * @throws dev.reelstate.ReelstateException if the database cannot be used; saying so if another
   *     process has it open
   */
  public static JdbcVideoStore openH2(Path path) {
    H2Database database = H2Database.file(path);
    return open(database.pool(), database);
  }

  /**
   * Opens a store on an H2 database in memory. Stores of one name in one process share their data,
   * which is gone when the last of them is closed.
   */
  public static JdbcVideoStore openH2InMemory(String name) {
    H2Database database = H2Database.inMemory(name);
    return open(database.pool(), database);
  }

  /**
   * Opens a store on a SQLite database in a file, which is made if it is missing. A commit is on
   * the disk when a call returns. Several processes of one machine can have it open, of which one
   * at a time writes. Closing the store closes the database.
   *
   * @param path the file, or a folder for a file named {@code reelstate.sqlite}
   * @throws dev.reelstate.ReelstateException if the database cannot be used
   */
  public static JdbcVideoStore openSqlite(Path path) {
    HikariDataSource pool = SqliteDatabase.file(path);
    return open(pool, pool);
  }

  /** Begins to configure a store on a database of the host's. */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource, null);
  }

  /**
   * The store as part of a transaction of the host's: commits nothing, rolls back nothing, changes
   * no setting of the connection. A call that throws has no effect, and the host's transaction can
   * go on. Other processes and listeners find out when they look next, as there is no hint.
   *
   * @param connection a connection to the store's database, with auto-commit off
   */
  public StoreView on(Connection connection) {
    Transactions joined = new JoinedTransactions(connection, dialect, configuration);
    return view(joined);
  }

  /** The store's tables. */
  public Schema schema() {
    return schema;
  }

  /** Backups of the store, and their way back into it. */
  public Backup backup() {
    return Backup.of(schema);
  }

  @Override
  public VideoCatalog videos() {
    return videos;
  }

  @Override
  public TaskQueue tasks() {
    return tasks;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public GroundTruthCatalog groundTruth() {
    return groundTruth;
  }

  @Override
  public NodeRegistry nodes() {
    return nodes;
  }

  @Override
  public void verify() {
    schema.verify();
  }

  /**
   * Stops listening, and closes the pool and the database if the store opened them itself; a data
   * source of the host's stays open.
   */
  @Override
  public void close() {
    ready.close();
    closeQuietly(owned);
  }

  /**
   * Makes several calls in one transaction of the store's own: all take effect, or none if the work
   * throws. When the database gives up a transaction that may succeed the next time, as in a
   * deadlock, the work is run again, so it must have no effect besides.
   *
   * @return what the work returns
   * @throws dev.reelstate.ReelstateException if the database fails
   */
  public <T> T inOneTransaction(Function<StoreView, T> work) {
    return transactions.call(transaction -> work.apply(view(new WithinTransaction(transaction))));
  }

  private StoreView view(Transactions transactions) {
    return new StoreView(
        new JdbcVideoCatalog(transactions, false),
        new JdbcTaskQueue(transactions, new QueueHead(), ready),
        new JdbcGroundTruthCatalog(transactions));
  }

  private static JdbcVideoStore open(DataSource pool, AutoCloseable owned) {
    try {
      return new Builder(pool, owned).build();
    } catch (RuntimeException e) {
      closeQuietly(owned);
      throw e;
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable owned) {
    try {
      if (owned != null) {
        owned.close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The database could not be closed.", e);
    }
  }

  /** Configures a store. Not thread-safe; the built store is immutable. */
  public static final class Builder {

    private final DataSource dataSource;
    private final @Nullable AutoCloseable owned;
    private @Nullable String schemaName;
    private SchemaMode schemaMode = SchemaMode.MIGRATE;
    private boolean notifications = true;

    private Builder(DataSource dataSource, @Nullable AutoCloseable owned) {
      this.dataSource = dataSource;
      this.owned = owned;
    }

    /**
     * Keeps the tables in a schema of one's choice; by default in the one in which the data
     * source's connections begin.
     *
     * @param name letters, digits and underscores, to be used without quotes; made if it is missing
     *     and the mode is to migrate
     */
    public Builder schema(String name) {
      this.schemaName = name;
      return this;
    }

    /** What to do about the schema when opening; by default {@link SchemaMode#MIGRATE}. */
    public Builder schemaMode(SchemaMode mode) {
      this.schemaMode = mode;
      return this;
    }

    /**
     * Whether nodes of other processes are told at once that there is work; by default yes. Without
     * it they find out when they look next. Only PostgreSQL, with its own driver, can pass it on; a
     * running platform then keeps one connection of the data source for itself. Switch it off where
     * connections are shared transaction by transaction (as some connection poolers do): nothing is
     * heard through those.
     */
    public Builder notifications(boolean wanted) {
      this.notifications = wanted;
      return this;
    }

    /**
     * Opens the store.
     *
     * @throws dev.reelstate.ReelstateException if the database cannot be used, or its schema is not
     *     fit
     */
    public JdbcVideoStore build() {
      Schema schema =
          schemaName == null ? Schema.of(dataSource) : Schema.of(dataSource, schemaName);
      // Looked at before the schema is prepared, not while: a pool may have one connection only.
      Dialect dialect;
      String schemaLiveName;
      boolean passesOn;
      try (Connection connection = dataSource.getConnection()) {
        dialect = Dialect.of(connection);
        passesOn = notifications && dialect.passesOn(connection);
        schemaLiveName = SchemaSession.liveName(connection, schemaName);
      } catch (SQLException e) {
        throw Dialect.failure(e);
      }
      prepare(schema);
      Configuration configuration =
          new DefaultConfiguration().set(dialect.jooq()).set(settings(dialect, schemaLiveName));
      PostgresPeers peers = passesOn ? new PostgresPeers(dataSource) : null;
      return new JdbcVideoStore(dataSource, schema, dialect, configuration, peers, owned);
    }

    private void prepare(Schema schema) {
      switch (schemaMode) {
        case MIGRATE -> schema.migrate();
        case VALIDATE -> schema.verify();
        case NONE -> {}
      }
    }

    private static Settings settings(Dialect dialect, @Nullable String schema) {
      Settings settings = new Settings()
          .withRenderQuotedNames(RenderQuotedNames.NEVER)
          .withRenderSchema(schema != null)
          .withAttachRecords(false)
          .withExecuteLogging(false)
          .withInListPadding(dialect.allowsPaddedLists());
      return schema == null
          ? settings
          : settings.withRenderMapping(new RenderMapping()
              .withSchemata(new MappedSchema().withInput("").withOutput(schema)));
    }
  }
}
