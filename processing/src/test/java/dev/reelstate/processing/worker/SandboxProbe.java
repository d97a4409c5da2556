package dev.reelstate.processing.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that says which of the things that it may not do succeed. */
final class SandboxProbe {

  private static final Map<String, Attempt> ATTEMPTS = new LinkedHashMap<>();

  private SandboxProbe() {}

  private interface Attempt {
    void make() throws IOException;
  }

  /** Arguments: a port, a file to read, a file outside, an output folder. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Path input = Path.of(arguments[1]);
    Path secret = Path.of(arguments[2]);
    Path out = Path.of(arguments[3]);
    ATTEMPTS.put("call", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    ATTEMPTS.put("read-secret", () -> Files.readString(secret));
    ATTEMPTS.put("overwrite-input", () -> Files.writeString(input, "changed"));
    ATTEMPTS.put("write-beside", () -> Files.writeString(out.resolveSibling("new"), "made"));
    ATTEMPTS.put("run", () -> new ProcessBuilder("/bin/sh", "-c", "true").start());
    ATTEMPTS.put("read-input", () -> Files.readString(input));
    ATTEMPTS.put("write", () -> Files.writeString(out.resolve("made"), "made"));
    ATTEMPTS.forEach((name, attempt) -> {
      try {
        attempt.make();
        System.out.println(name);
      } catch (IOException e) {
        System.err.println(name + ": " + e);
      }
    });
    System.out.println(ProcessHandle.allProcesses().count() + " processes");
  }
}
