package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the first code block of the README, so that it stays true. */
class ReadmeTest {

  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

  private static final String PROGRAM = """
      import dev.reelstate.jdbc.JdbcVideoStore;
      import dev.reelstate.processing.*;
      import dev.reelstate.processing.recipe.Recipe;
      import dev.reelstate.processing.storage.FileStorage;
      import dev.reelstate.video.Video;
      import java.nio.file.Path;
      import java.time.Duration;

      public class Readme {
        public static String run(javax.sql.DataSource dataSource) throws Exception {
          %s
        }
      }
      """;

  @TempDir
  private Path folder;

  @Test
  void first_screen_processes_a_video() throws Exception {
    Path clip = Clips.small(folder.resolve("holiday.mp4"));
    String block = firstBlock()
        .replace("Path.of(\"holiday.mp4\")", "Path.of(" + quoted(clip) + ")")
        .replace("Path.of(\"media\")", "Path.of(" + quoted(folder.resolve("media")) + ")");
    int lastBrace = block.lastIndexOf('}');

    String status = run(compile(
        PROGRAM.formatted(block.substring(0, lastBrace) + "return done.status().name(); }")));

    assertThat(status).isEqualTo("COMPLETED");
  }

  private static String firstBlock() throws IOException {
    Matcher block = JAVA_BLOCK.matcher(Files.readString(Path.of(System.getProperty("readme"))));
    assertThat(block.find()).describedAs("the README has a Java block").isTrue();
    assertThat(block.group(1))
        .contains("VideoPlatform.builder()", "Path.of(\"holiday.mp4\")", "Video done =");
    return block.group(1);
  }

  private Path compile(String program) throws IOException {
    Path source = Files.writeString(folder.resolve("Readme.java"), program);
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this is no JDK");
    String classPath = System.getProperty("java.class.path");
    int failed = compiler.run(
        null,
        null,
        null,
        "-proc:none",
        "-cp",
        classPath,
        "-d",
        folder.toString(),
        source.toString());
    assertThat(failed).describedAs("compilation of\n%s", program).isZero();
    return folder;
  }

  private static String run(Path classes) throws Exception {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Method run = loader.loadClass("Readme").getMethod("run", DataSource.class);
      return (String) run.invoke(null, dataSource);
    }
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\") + '"';
  }
}
