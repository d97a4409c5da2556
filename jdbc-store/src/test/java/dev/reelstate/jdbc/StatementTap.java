package dev.reelstate.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Passes each statement, and each other call that commits, to a listener before the database. A
 * listener that throws keeps it from the database.
 */
public final class StatementTap {

  /** The prefix of calls that are not statements. */
  static final String NO_STATEMENT = "connection: ";

  private static final Set<String> COMMITTING = Set.of("commit", "setAutoCommit");

  private final Consumer<String> listener;

  private StatementTap(Consumer<String> listener) {
    this.listener = listener;
  }

  public static DataSource of(DataSource dataSource, Consumer<String> listener) {
    return new StatementTap(listener).proxy(DataSource.class, dataSource, null);
  }

  /** Creates a proxy, which wraps the objects it hands out as well. */
  private <T> T proxy(Class<T> type, Object target, @Nullable String prepared) {
    return type.cast(Proxy.newProxyInstance(
        StatementTap.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
          String first = arguments != null && arguments[0] instanceof String text ? text : prepared;
          if (method.getName().startsWith("execute")) {
            listener.accept(String.valueOf(first));
          } else if (COMMITTING.contains(method.getName())) {
            listener.accept(NO_STATEMENT + method.getName());
          }
          Object result;
          try {
            result = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          return wrapped(method.getReturnType(), result, first);
        }));
  }

  private @Nullable Object wrapped(Class<?> type, @Nullable Object result, @Nullable String sql) {
    boolean tapped =
        type == Connection.class || type == PreparedStatement.class || type == Statement.class;
    return tapped && result != null ? proxy(type, result, sql) : result;
  }
}
