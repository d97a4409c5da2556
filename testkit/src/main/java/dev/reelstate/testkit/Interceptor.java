package dev.reelstate.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of an object and decides about each call: it can pass it on, watch it, answer in
 * its place or throw. Thread-safe if the object is.
 */
@FunctionalInterface
public interface Interceptor {

  /**
   * Answers a call.
   *
   * @return what the caller gets, of the type that the method returns
   * @throws Throwable what the caller gets instead; of a type that the method declares, or
   *     unchecked
   */
  @Nullable
  Object intercept(Call call) throws Throwable;

  /**
   * Puts an interceptor in front of an object.
   *
   * @param role the interface through which it is called
   */
  static <T> T before(Class<T> role, T real, Interceptor interceptor) {
    return role.cast(Proxy.newProxyInstance(
        Interceptor.class.getClassLoader(),
        new Class<?>[] {role},
        (proxy, method, arguments) -> interceptor.intercept(
            new Call(real, method, arguments == null ? new Object[0] : arguments))));
  }

  /** A call on its way to the real object. */
  final class Call {

    private final Object real;
    private final Method method;
    private final Object[] arguments;

    private Call(Object real, Method method, Object[] arguments) {
      this.real = real;
      this.method = method;
      this.arguments = arguments;
    }

    /** The name of the method. */
    public String method() {
      return method.getName();
    }

    /** The arguments, in their order. */
    public List<Object> arguments() {
      return Arrays.asList(arguments);
    }

    /**
     * Lets the real object answer.
     *
     * @throws Throwable what the real object throws
     */
    public @Nullable Object proceed() throws Throwable {
      if (!method.canAccess(real)) {
        method.setAccessible(true); // the role is private to its package
      }
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getTargetException();
      }
    }
  }
}
