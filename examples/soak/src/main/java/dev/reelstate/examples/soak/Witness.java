package dev.reelstate.examples.soak;

import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a store and records the reports sent to it and its responses. It is a proxy: all other
 * calls reach the store unchanged.
 */
final class Witness {

  private static final Set<String> REPORTING = Set.of("report", "exchange");

  private Witness() {}

  static VideoStore before(VideoStore store, Journal journal) {
    TaskQueue tasks = before(store.tasks(), journal);
    return proxy(
        VideoStore.class,
        (proxy, method, arguments) ->
            method.getName().equals("tasks") ? tasks : call(store, method, arguments));
  }

  private static TaskQueue before(TaskQueue tasks, Journal journal) {
    return proxy(TaskQueue.class, (proxy, method, arguments) -> {
      boolean reporting = REPORTING.contains(method.getName());
      if (!reporting || arguments == null) {
        return call(tasks, method, arguments);
      }
      List<TaskReport> reports =
          ((List<?>) arguments[0]).stream().map(TaskReport.class::cast).toList();
      reports.forEach(journal::sent);
      Object answer = call(tasks, method, arguments);
      List<?> receipts =
          answer instanceof Exchange exchange ? exchange.receipts() : (List<?>) answer;
      for (int i = 0; i < reports.size(); i++) {
        journal.answered(reports.get(i), (Receipt) receipts.get(i));
      }
      return answer;
    });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
