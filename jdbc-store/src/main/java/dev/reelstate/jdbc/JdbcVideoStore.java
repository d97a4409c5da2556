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
import dev.reelstate.spi.EvaluationCatalog;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store on a relational database: H2, PostgreSQL, MariaDB, MySQL or SQLite. Every call is one
 * transaction on its own connection, with read committed isolation (on SQLite serializable),
 * whatever the connection's auto-commit mode. The connection is returned with its original
 * settings. Transient errors, such as deadlocks, are retried internally. Thread-safe.
 */
public final class JdbcVideoStore implements VideoStore {

  static {
    // By default jOOQ logs a banner and tips.
    System.getProperties().putIfAbsent("org.jooq.no-logo", "true");
    System.getProperties().putIfAbsent("org.jooq.no-tips", "true");
  }

  private static final Logger LOG = LoggerFactory.getLogger(JdbcVideoStore.class);

  private final Schema schema;
  private final Dialect dialect;
  private final Configuration configuration;
  private final @Nullable AutoCloseable owned;
  private final OwnTransactions transactions;
  private final VideoCatalog videos;
  private final TaskQueue tasks;
  private final EventLog events;
  private final GroundTruthCatalog groundTruth;
  private final EvaluationCatalog evaluations;
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
    this.evaluations = new JdbcEvaluationCatalog(transactions);
    this.nodes = new JdbcNodeRegistry(transactions);
  }

  /**
   * Opens a store on the host's database, creating or migrating its tables first. Closing the store
   * leaves the data source open.
   *
   * @throws dev.reelstate.ReelstateException if the database cannot be used
   */
  public static JdbcVideoStore open(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * Opens a store on an H2 database in a file, creating the file if it is missing. A commit has
   * reached the file when a call returns. Only one process at a time can open it. Closing the store
   * closes the database.
   *
   * @param path the file, with or without the ending {@code .mv.db}, or a folder for a file named
   *     {@code reelstate.mv.db}
   * @throws dev.reelstate.ReelstateException if the database cannot be used; the message says so if
   *     another process has it open
   */
  public static JdbcVideoStore openH2(Path path) {
    H2Database database = H2Database.file(path);
    return open(database.pool(), database);
  }

  /**
   * Opens a store on an H2 database in memory. Stores with the same name in one process share their
   * data, which is lost when the last of them is closed.
   */
  public static JdbcVideoStore openH2InMemory(String name) {
    H2Database database = H2Database.inMemory(name);
    return open(database.pool(), database);
  }

  /**
   * Opens a store on a SQLite database in a file, creating the file if it is missing. A commit is
   * on disk when a call returns. Several processes on one machine can open it, and one at a time
   * can write. Closing the store closes the database.
   *
   * @param path the file, or a folder for a file named {@code reelstate.sqlite}
   * @throws dev.reelstate.ReelstateException if the database cannot be used
   */
  public static JdbcVideoStore openSqlite(Path path) {
    HikariDataSource pool = SqliteDatabase.file(path);
    return open(pool, pool);
  }

  /** Starts configuring a store on the host's database. */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource, null);
  }

  /**
   * Returns the store as part of the host's transaction. It never commits or rolls back that
   * transaction, and changes no setting of the connection. A call that throws has no effect, and
   * the host's transaction can continue. Other processes and listeners are not notified, and see
   * the changes when they next poll.
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

  /** Backs up the store and restores it. */
  public Backup backup() {
    return Backup.of(schema);
  }

  @Override
  public VideoCatalog videos() {
    return videos;
  }

  @Override
  public VideoCatalog videos(Connection connection) {
    return on(connection).videos();
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
  public EvaluationCatalog evaluations() {
    return evaluations;
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
   * Stops listening, and closes the pool and the database if the store opened them itself. The
   * host's data source stays open.
   */
  @Override
  public void close() {
    ready.close();
    closeQuietly(owned);
  }

  /**
   * Makes several calls in one transaction: all take effect, or none if the work throws. After a
   * transient error, such as a deadlock, the work is run again, so it must have no other side
   * effects.
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
     * Sets the schema that contains the tables. The default is the schema in which the data
     * source's connections start.
     *
     * @param name letters, digits and underscores, used without quotes; the schema is created if it
     *     is missing and the mode is {@link SchemaMode#MIGRATE}
     */
    public Builder schema(String name) {
      this.schemaName = name;
      return this;
    }

    /**
     * Sets how the store treats its schema when opening. The default is {@link SchemaMode#MIGRATE}.
     */
    public Builder schemaMode(SchemaMode mode) {
      this.schemaMode = mode;
      return this;
    }

    /**
     * Sets whether nodes of other processes are notified immediately when there is work. The
     * default is true; without notifications they find the work when they next poll. Only
     * PostgreSQL with its own driver supports notifications, and a running platform then keeps one
     * connection of the data source for itself; a HikariCP pool of one connection therefore gets no
     * notifications, and for other pools of one they have to be switched off. Do so, too, behind a
     * connection pooler that shares connections per transaction, since none arrive through it.
     */
    public Builder notifications(boolean wanted) {
      this.notifications = wanted;
      return this;
    }

    /**
     * Opens the store.
     *
     * @throws dev.reelstate.ReelstateException if the database cannot be used, or its schema does
     *     not match
     */
    public JdbcVideoStore build() {
      Schema schema =
          schemaName == null ? Schema.of(dataSource) : Schema.of(dataSource, schemaName);
      // Read before the schema is prepared, not during: a pool may have only one connection.
      Dialect dialect;
      String schemaLiveName;
      boolean passesOn;
      try (Connection connection = dataSource.getConnection()) {
        dialect = Dialect.of(connection);
        dialect.fault(connection.getMetaData()).ifPresent(LOG::warn);
        passesOn = notifications && !isSingle(dataSource) && dialect.passesOn(connection);
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

    /** Whether listening for notifications would take the only connection there is. */
    private static boolean isSingle(DataSource dataSource) {
      return dataSource instanceof HikariDataSource pool && pool.getMaximumPoolSize() == 1;
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
