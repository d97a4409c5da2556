package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a separate browser, and the actions of a user. */
final class Page implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Path AXE = Path.of("target/page/node_modules/axe-core/axe.min.js");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChromeDriver driver;
  private final String address;
  private final List<JsonNode> happened = new ArrayList<>();

  private Page(int port, List<String> arguments) {
    address = "http://localhost:" + port + "/";
    driver = Chromium.start(arguments);
    driver.manage().timeouts().scriptTimeout(PATIENCE);
  }

  /** Starts a browser without opening the page. */
  static Page at(Site site, String... arguments) {
    return new Page(site.port(), List.of(arguments));
  }

  /** Reloads the page with the token, at the given fragment. */
  Page open(String place) {
    return go("#token=" + Site.TOKEN + place);
  }

  /** Reloads the page with the token, and waits until it receives events. */
  Page open() {
    open("");
    until("live", () -> attribute("connection", "data-state").equals("live"));
    return this;
  }

  Page go(String place) {
    driver.get("about:blank");
    driver.get(address + place);
    return this;
  }

  ChromeDriver driver() {
    return driver;
  }

  Actions hands() {
    return new Actions(driver);
  }

  /** Waits until a condition holds; takes a screenshot on failure. */
  void until(String what, Supplier<Boolean> isSo) {
    try {
      new WebDriverWait(driver, PATIENCE, LOOK_AGAIN)
          .ignoring(NotFoundException.class, StaleElementReferenceException.class)
          .withMessage(what)
          .until(unused -> isSo.get());
    } catch (TimeoutException e) {
      show("not " + what.replaceAll("[^A-Za-z0-9]+", " ").strip());
      throw e;
    }
  }

  /** The element with a test id, once it is visible. */
  WebElement find(String id) {
    return find(By.cssSelector("[data-testid='" + id + "']"));
  }

  /** An element, once it is visible. */
  WebElement find(By by) {
    until(by + " is visible", () -> driver.findElement(by).isDisplayed());
    return driver.findElement(by);
  }

  boolean sees(String id) {
    return driver.findElements(By.cssSelector("[data-testid='" + id + "']")).stream()
        .anyMatch(WebElement::isDisplayed);
  }

  /** Clicks an element; it is looked for again if the page draws it anew meanwhile. */
  void click(String id) {
    By by = By.cssSelector("[data-testid='" + id + "']");
    until(id + " is clicked", () -> {
      WebElement element = driver.findElement(by);
      boolean there = element.isDisplayed();
      if (there) {
        element.click();
      }
      return there;
    });
  }

  String text(String id) {
    String[] text = {""};
    until(id + " has a text", () -> {
      WebElement element = driver.findElement(By.cssSelector("[data-testid='" + id + "']"));
      text[0] = element.getText();
      return element.isDisplayed();
    });
    return text[0];
  }

  /** An attribute, or an empty string. */
  String attribute(String id, String name) {
    return attribute(driver.findElement(By.cssSelector("[data-testid='" + id + "']")), name);
  }

  static String attribute(WebElement element, String name) {
    return Objects.requireNonNullElse(element.getDomAttribute(name), "");
  }

  /** Selects a file in the input that the button opens. */
  void upload(Path file) {
    driver
        .findElement(By.cssSelector("[data-testid=file-input]"))
        .sendKeys(file.toAbsolutePath().toString());
  }

  /** The upload of a file in the tray. */
  WebElement uploadOf(Path file) {
    return find(
        By.cssSelector("[data-testid=upload-item][data-name='" + file.getFileName() + "']"));
  }

  /** The titles in the list, from the top. */
  List<String> titles() {
    return driver.findElements(By.cssSelector("[data-testid=video-row] .row-title")).stream()
        .map(WebElement::getText)
        .toList();
  }

  WebElement row(VideoId id) {
    return find(row(id.toString()));
  }

  static By row(String id) {
    return By.cssSelector("[data-testid=video-row][data-id='" + id + "']");
  }

  /** Waits until the list shows a status for a video. */
  void untilListed(VideoId id, String status) {
    By badge = By.cssSelector("[data-testid=video-row][data-id='" + id + "'] .badge");
    until(
        id + " is " + status,
        () -> attribute(driver.findElement(badge), "data-status").equals(status));
  }

  /** Waits until the details show a status. */
  void untilDetailed(String status) {
    until(
        "the details show " + status,
        () -> attribute("details-status", "data-status").equals(status));
  }

  /** Opens the page with the details of a video. */
  Page openDetails(Video video) {
    open("&video=" + video.id());
    find("details-status");
    return this;
  }

  /** Opens the review of a video, and waits until its picture is shown. */
  Page openReview(Video video) {
    openDetails(video);
    click("action-review");
    until(
        "the review is ready",
        () -> isTrue("document.querySelector('.review')?.dataset.ready === 'true'"));
    until(
        "a picture is shown",
        () -> number("document.querySelector('.review video').readyState") >= 2);
    return this;
  }

  /** Runs a script, and returns its result. */
  @Nullable
  Object ask(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  boolean isTrue(String script, Object... arguments) {
    return Boolean.TRUE.equals(ask("return " + script, arguments));
  }

  double number(String script, Object... arguments) {
    return ask("return " + script, arguments) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  /** Resizes the window to the size of a phone. */
  void beNarrow() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  /** Resizes the window to the size of a phone on its side. */
  void beOnItsSide() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 740, "height", 360, "deviceScaleFactor", 2, "mobile", true));
  }

  void beAsWideAs(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  void beWide() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** Takes a screenshot. */
  void show(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks the page for accessibility violations, as far as a program can find them. */
  void isAccessible(String state) {
    try {
      driver.executeScript(Files.readString(AXE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object violations = driver.executeAsyncScript("""
        const done = arguments[arguments.length - 1];
        axe.run().then(({ violations }) => done(violations.map(({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)), e => done([String(e)]));
        """);
    assertThat((List<?>) violations).as("accessibility: %s", state).isEmpty();
  }

  /** The unexpected console errors since the last call. */
  List<String> complaints(Predicate<String> expected) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()
            || entry.getMessage().contains("Content Security Policy"))
        .map(LogEntry::getMessage)
        .filter(expected.negate())
        .toList();
  }

  /**
   * The network activity of the browser so far, from the DevTools protocol: the parameters of all
   * events of a kind.
   */
  List<JsonNode> network(String event) {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      try {
        happened.add(JSON.readTree(entry.getMessage()).path("message"));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return happened.stream()
        .filter(each -> each.path("method").asText().equals("Network." + event))
        .map(each -> each.path("params"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
