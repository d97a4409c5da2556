package dev.reelstate.examples.dashboard.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium, if the machine has it and its driver. */
final class Chromium {

  // It would warn about each browser newer than itself. Kept in a field, since loggers are
  // otherwise garbage-collected.
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private Chromium() {}

  /** Skips the tests if their requirements are not met. */
  static void assumeIsThere() {
    assumeTrue(
        browser().isPresent() && driver().isPresent(),
        "Chromium or chromedriver is missing, so the page is not tested in a browser.");
    assumeTrue(
        hasPage(),
        "The dashboard was built without its page, which requires Node.js 20.19 or newer.");
  }

  /** Whether the page is the built one, not the one from the resources that says it is missing. */
  private static boolean hasPage() {
    try (InputStream page = Chromium.class.getResourceAsStream("/public/index.html")) {
      return page != null
          && new String(page.readAllBytes(), StandardCharsets.UTF_8).contains("assets/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> browser() {
    return find("chromium", "chromium-browser", "google-chrome");
  }

  private static Optional<Path> driver() {
    return find("chromedriver");
  }

  /** A program on the path. */
  static Optional<Path> find(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser, with a new profile unless an argument specifies one. */
  static ChromeDriver start(List<String> arguments) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--mute-audio",
        "--autoplay-policy=no-user-gesture-required",
        "--window-size=1280,860");
    options.addArguments(arguments);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    // Set explicitly, so that Selenium does not look for one online.
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(driver().orElseThrow().toFile())
        .usingAnyFreePort()
        .withTimeout(Duration.ofMinutes(2))
        .build();
    return new ChromeDriver(service, options);
  }
}
