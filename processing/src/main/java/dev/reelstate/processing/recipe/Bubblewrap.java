package dev.reelstate.processing.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the command of bubblewrap. */
final class Bubblewrap implements Sandbox {

  private static final String PROGRAM = "bwrap";

  /**
   * Everything of its own: user, process, network, mount, host name and cgroup namespaces. It ends
   * with its host, whatever the worker thinks of that.
   */
  private static final List<String> CONFINED = List.of(
      "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--chdir", "/");

  private static final List<String> SYSTEM = List.of("--proc", "/proc", "--dev", "/dev");

  /** Even what exists only in memory, which would count for no limit. */
  private static final List<String> NOTHING_ELSE_IS_WRITABLE =
      List.of("--remount-ro", "/dev", "--remount-ro", "/");

  /** The C and C++ libraries, wherever the distribution keeps them. */
  private static final List<String> LIBRARIES =
      List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache");

  /** Deeper in a Java home there are no links. */
  private static final int DEEP = 6;

  /** Opens a file that bubblewrap reads, and becomes bubblewrap. */
  private static final List<String> WITH_FILTER =
      List.of("/bin/sh", "-c", "exec 9<\"$1\"; shift; exec \"$@\"", "sh");

  private @Nullable Path filterFile;

  @Override
  public List<String> prefix(Needs needs) throws IOException {
    List<String> prefix = new ArrayList<>();
    Optional<byte[]> filter = SocketFilter.forThisMachine();
    if (filter.isPresent()) {
      prefix.addAll(WITH_FILTER);
      prefix.add(kept(filter.get()).toString());
      prefix.addAll(List.of(PROGRAM, "--seccomp", "9"));
    } else {
      prefix.add(PROGRAM);
    }
    prefix.addAll(CONFINED);
    prefix.addAll(SYSTEM);
    LIBRARIES.forEach(path -> prefix.addAll(List.of("--ro-bind-try", path, path)));
    readable(needs).forEach(path -> bind(prefix, "--ro-bind", path));
    Path outputs = needs.outputs();
    if (outputs != null) {
      bind(prefix, "--bind", outputs);
    }
    prefix.addAll(NOTHING_ELSE_IS_WRITABLE);
    return prefix;
  }

  /** The filter as a file, written again if somebody has tidied up. */
  private synchronized Path kept(byte[] filter) throws IOException {
    Path file = filterFile;
    if (file == null || !Files.exists(file)) {
      file = Files.write(Files.createTempFile("reelstate-no-sockets", ".bpf"), filter);
      file.toFile().deleteOnExit();
      filterFile = file;
    }
    return file;
  }

  private static void bind(List<String> prefix, String how, Path path) {
    prefix.addAll(List.of(how, path.toString(), path.toString()));
  }

  /** In the order of their names, so that a folder comes before what is below it. */
  private static Set<Path> readable(Needs needs) throws IOException {
    Set<Path> readable = new TreeSet<>(needs.classPath());
    readable.addAll(needs.natives());
    readable.addAll(needs.inputs());
    addJava(needs.java(), readable);
    return readable;
  }

  /** Some distributions keep a Java home's configuration elsewhere and link to it. */
  private static void addJava(Path java, Set<Path> readable) throws IOException {
    Path home = java.resolve("../..").normalize();
    readable.add(home);
    try (Stream<Path> files = Files.walk(home, DEEP)) {
      for (Path link :
          files.filter(Files::isSymbolicLink).filter(link -> Files.exists(link)).toList()) {
        Path target = link.toRealPath();
        if (!target.startsWith(home)) {
          readable.add(target);
        }
      }
    }
  }
}
