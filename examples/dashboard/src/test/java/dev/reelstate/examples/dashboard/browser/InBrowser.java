package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a dashboard and a browser, and check that its console shows no errors. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("browser")
abstract class InBrowser {

  private @Nullable Site site;
  private @Nullable Page page;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Chromium.assumeIsThere();
    Site started = Site.start(folder);
    site = started;
    page = Page.at(started);
    prepare(started);
  }

  /** Prepares the data for the tests. */
  void prepare(Site with) throws Exception {}

  @AfterEach
  void the_console_shows_no_errors() {
    assertThat(page().complaints(this::isExpected)).isEmpty();
  }

  /** Whether an error in the console is expected by the test. */
  boolean isExpected(String complaint) {
    return false;
  }

  @AfterAll
  void end() {
    if (page != null) {
      page.close();
    }
    if (site != null) {
      site.close();
    }
  }

  Site site() {
    return Objects.requireNonNull(site);
  }

  Page page() {
    return Objects.requireNonNull(page);
  }
}
