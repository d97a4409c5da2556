package dev.reelstate.processing.diagnosis;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a bundle says of this process and its machine. */
public final class Jvm {

  private Jvm() {}

  /** The versions of Java, of the system and of Reelstate, and the memory in use. */
  public static String describe() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    Map<String, Object> facts = new TreeMap<>();
    facts.put("reelstate", String.valueOf(Jvm.class.getPackage().getImplementationVersion()));
    for (String property : new String[] {
      "java.version",
      "java.vendor",
      "java.vm.name",
      "java.vm.version",
      "os.name",
      "os.version",
      "os.arch",
      "file.encoding",
      "sun.jnu.encoding",
      "user.timezone"
    }) {
      facts.put(property, String.valueOf(System.getProperty(property)));
    }
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("uptime.ms", runtime.getUptime());
    facts.put("heap.used", memory.getHeapMemoryUsage().getUsed());
    facts.put("heap.max", memory.getHeapMemoryUsage().getMax());
    facts.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    return lines(facts);
  }

  /** The stack of every thread. Names of threads that the host has chosen are left out. */
  public static String threads() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces().forEach((thread, stack) -> {
      String name = thread.getName().startsWith("reelstate-") ? thread.getName() : "thread";
      text.append(name).append(" #").append(thread.getId()).append(' ');
      text.append(thread.getState()).append('\n');
      for (StackTraceElement frame : stack) {
        text.append("  at ").append(frame).append('\n');
      }
      text.append('\n');
    });
    return text.toString();
  }

  /** One line for each fact. */
  public static String lines(Map<String, ?> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " = " + fact.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
