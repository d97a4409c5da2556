package dev.reelstate.processing.worker.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.reelstate.ReelstateException;
import dev.reelstate.processing.worker.Jars;
import dev.reelstate.task.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureClassLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFinderTest {

  /** Needs no other class. */
  private static final class Lonely {}

  private static final String NAME = Jars.nameOf(Lonely.class);

  @TempDir
  Path folder;

  private LibraryFinder finder;
  private byte[] jar;

  @BeforeEach
  void make_a_library() throws Exception {
    finder = new LibraryFinder(new JarCache(List.of(folder.resolve("copies"))));
    jar = Jars.bytesOfJarWith(Lonely.class);
  }

  /** Loads one class from memory, without a code source. */
  private static final class MemoryLoader extends SecureClassLoader {

    private final Map<String, byte[]> content;

    MemoryLoader(Map<String, byte[]> content) {
      super(null);
      this.content = content;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try {
        byte[] bytes = Jars.bytesOf(Lonely.class);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    protected URL findResource(String name) {
      try {
        return new URL(null, "memory:/libraries/one.jar!/" + name, new MemoryHandler(content));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class MemoryHandler extends URLStreamHandler {

    private final Map<String, byte[]> content;

    MemoryHandler(Map<String, byte[]> content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // nothing to connect to
        }

        @Override
        public InputStream getInputStream() throws IOException {
          byte[] bytes = content.get(url.getPath());
          if (bytes == null) {
            throw new FileNotFoundException(url.toString());
          }
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }

  private static Class<?> loadedFrom(Map<String, byte[]> content) throws Exception {
    return new MemoryLoader(content).findClass(Lonely.class.getName());
  }

  @Test
  void a_jar_is_used_where_it_is() throws Exception {
    Path plain = Files.write(folder.resolve("a b.jar"), jar);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {plain.toUri().toURL()}, null)) {
      assertThat(finder.of(loader.loadClass(Lonely.class.getName()))).isEqualTo(plain);
    }
    assertThat(folder.resolve("copies")).doesNotExist();
  }

  @Test
  void a_jar_in_memory_is_copied() throws Exception {
    Path found = finder.of(loadedFrom(Map.of("/libraries/one.jar", jar)));

    assertThat(found).hasBinaryContent(jar).hasParent(folder.resolve("copies"));
    assertThat(found.getFileName().toString()).startsWith("one-");
  }

  @Test
  void a_jar_on_a_server_is_copied() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/one.jar", exchange -> {
      exchange.sendResponseHeaders(200, jar.length);
      exchange.getResponseBody().write(jar);
      exchange.close();
    });
    server.start();
    URL url = new URL("http", "localhost", server.getAddress().getPort(), "/one.jar");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url}, null)) {
      assertThat(finder.of(loader.loadClass(Lonely.class.getName()))).hasBinaryContent(jar);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_place_that_does_not_hold_the_class_is_not_believed() throws Exception {
    Path other = Files.write(folder.resolve("other.jar"), Jars.bytesOfJarWith(Jars.class));

    assertThatThrownBy(() -> finder.of(NAME, new URL("jar:" + other.toUri() + "!/" + NAME)))
        .isInstanceOf(ReelstateException.class);
  }

  @Test
  void what_cannot_be_copied_is_refused_in_one_sentence() throws Exception {
    Class<?> opaque = loadedFrom(Map.of());

    assertThatThrownBy(() -> finder.of(opaque))
        .hasMessageContaining("name its jars with WorkerOptions.withClassPath")
        .isInstanceOfSatisfying(ReelstateException.class, e -> {
          assertThat(e.failure().code()).isEqualTo(FailureCode.WORKER_START);
          assertThat(e.failure().detail()).contains("memory:/libraries/one.jar");
        });
  }
}
