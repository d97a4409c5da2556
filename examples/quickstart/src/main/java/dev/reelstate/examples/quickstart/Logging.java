package dev.reelstate.examples.quickstart;

import java.nio.file.Path;

/**
 * Sends the log output of libraries to a file, so that it does not interfere with the progress
 * bars.
 */
final class Logging {

  private Logging() {}

  /** Takes effect when the first logger is created, so only once per process. */
  static void to(Path file) {
    setIfAbsent("org.slf4j.simpleLogger.logFile", file.toString());
    setIfAbsent("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    setIfAbsent("org.slf4j.simpleLogger.showDateTime", "true");
    setIfAbsent("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd HH:mm:ss.SSS");
    setIfAbsent("slf4j.internal.verbosity", "ERROR");
    setIfAbsent("org.jooq.no-logo", "true");
    setIfAbsent("org.jooq.no-tips", "true");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
