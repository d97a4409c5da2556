package dev.reelstate.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Records the statements that are prepared on a data source, each with the values of its first
 * execution.
 */
final class RecordingDataSource {

  private final DataSource real;
  private final Map<String, List<Call>> statements = new LinkedHashMap<>();

  RecordingDataSource(DataSource real) {
    this.real = real;
  }

  /** The data source to use. */
  DataSource recorded() {
    return proxy(
        DataSource.class,
        real,
        (method, arguments, result) ->
            result instanceof Connection connection ? record(connection) : result);
  }

  /** The texts of the executed statements. */
  List<String> texts() {
    return List.copyOf(statements.keySet());
  }

  /** Prepares another statement with the values that a recorded one had. */
  PreparedStatement prepare(Connection connection, String prefix, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(prefix + text);
    for (Call call : statements.getOrDefault(text, List.of())) {
      invoke(statement, call.method(), call.arguments().toArray());
    }
    return statement;
  }

  private Connection record(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) -> result instanceof PreparedStatement statement
            ? record((String) arguments[0], statement)
            : result);
  }

  private PreparedStatement record(String text, PreparedStatement statement) {
    List<Call> calls = new ArrayList<>();
    return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
      if (method.getName().startsWith("set") && arguments.length >= 2) {
        calls.add(new Call(method, Arrays.asList(arguments)));
      } else if (method.getName().startsWith("execute") || method.getName().equals("addBatch")) {
        statements.putIfAbsent(text, List.copyOf(calls));
        calls.clear();
      }
      return result;
    });
  }

  private static <T> T proxy(Class<T> type, T real, After after) {
    return type.cast(Proxy.newProxyInstance(
        RecordingDataSource.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            after.call(method, arguments, invoke(real, method, arguments))));
  }

  private static Object invoke(Object target, Method method, Object[] arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Call(Method method, List<Object> arguments) {}

  private interface After {
    Object call(Method method, Object[] arguments, Object result);
  }
}
