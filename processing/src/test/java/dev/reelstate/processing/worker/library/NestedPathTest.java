package dev.reelstate.processing.worker.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedPathTest {

  @TempDir
  Path folder;

  private Path home;
  private Path app;

  @BeforeEach
  void make_files() throws Exception {
    home = Files.createDirectory(folder.resolve("a b!"));
    app = Files.createFile(home.resolve("app.jar"));
  }

  private NestedPath read(String location) {
    return NestedPath.of(location.replace("APP", app.toUri().getRawPath())).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "file:APP,",
    "jar:file:APP!/,",
    "zip:APP!/,",
    "jar:file:APP!/lib/x.jar!/, lib/x.jar",
    "jar:jar:file:APP!/lib/x.jar!/, lib/x.jar",
    "jar:nested:APP/!BOOT-INF/lib/x.jar!/, BOOT-INF/lib/x.jar",
    "jar:nested:APP/!BOOT-INF/lib/x%2By.jar!/, BOOT-INF/lib/x+y.jar",
    "jar:nested:APP/!BOOT-INF/classes/!/, BOOT-INF/classes",
    "jar:file:APP!/BOOT-INF/classes!/, BOOT-INF/classes",
    "wsjar:file:APP!/WEB-INF/classes/, WEB-INF/classes/",
    "war:file:APP*/WEB-INF/lib/x.jar, WEB-INF/lib/x.jar",
    "jar:war:file:APP*/WEB-INF/lib/x.jar!/, WEB-INF/lib/x.jar",
    "jar:file:APP!/outer.jar!/lib/inner.jar!/, outer.jar lib/inner.jar",
  })
  void reads_what_class_loaders_write(String location, String inside) {
    List<String> entries = inside == null ? List.of() : List.of(inside.split(" "));

    assertThat(read(location)).isEqualTo(new NestedPath(app, entries));
  }

  @Test
  void reads_a_folder() {
    assertThat(read(home.toUri().toString())).isEqualTo(new NestedPath(home, List.of()));
  }

  @Test
  void reads_a_path_that_is_not_encoded() {
    assertThat(NestedPath.of("file:" + app)).contains(new NestedPath(app, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"file:/there/is/no.jar", "jar:file:/no/app.jar!/x.jar!/", "bundle://12.0:1/", "jrt:/x"
  })
  void other_places_are_no_files(String location) {
    assertThat(NestedPath.of(location)).isEmpty();
  }
}
