package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.jdbc.script.MigrationFiles;
import dev.reelstate.video.NewVideo;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a separate class loader, which sees everything but Flyway. */
class WithoutFlywayTest {

  @TempDir
  Path folder;

  @Test
  void everything_but_migrating_works() throws Exception {
    String file = folder.resolve("films").toString();
    JdbcVideoStore.openH2(Path.of(file)).close();

    try (URLClassLoader host = withoutFlyway()) {
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> host.loadClass("org.flywaydb.core.Flyway"));
      // Drivers register themselves once per class loader.
      Class.forName("org.h2.Driver", true, host);
      run(host, "open", file);
      run(host, "migrate", file);
    }
  }

  private static void run(ClassLoader host, String method, String file) throws Exception {
    try {
      host.loadClass(Host.class.getName()).getMethod(method, String.class).invoke(null, file);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static URLClassLoader withoutFlyway() throws IOException {
    URL[] jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("flyway"))
        .map(WithoutFlywayTest::url)
        .toArray(URL[]::new);
    return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The code of a host, run inside that class loader. */
  public static final class Host {

    private Host() {}

    /** Opens a store in both modes that do not migrate, and uses its schema. */
    public static void open(String file) {
      for (SchemaMode mode : new SchemaMode[] {SchemaMode.NONE, SchemaMode.VALIDATE}) {
        try (H2Database database = H2Database.file(Path.of(file))) {
          JdbcVideoStore store =
              JdbcVideoStore.builder(database.pool()).schemaMode(mode).build();
          store.verify();
          var video = store.videos().create(NewVideo.named("a.mp4"));
          assertThat(store.videos().find(video.id())).contains(video);
          assertThat(store.schema().repair().isComplete()).isTrue();
          assertThat(store.schema().checkData()).isEmpty();
          store.schema().rollBackTo(MigrationFiles.of(Dialect.H2).latest().toString());
        }
      }
    }

    /** Reports the missing artifact. */
    public static void migrate(String file) {
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> JdbcVideoStore.openH2(Path.of(file)))
          .withMessageContaining("add org.flywaydb:flyway-core");
    }
  }
}
