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

/** The page in a browser of its own, and what a person does with it. */
final class Page implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
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
  }

  /** A browser that has not opened the page yet. */
  static Page at(Site site, String... arguments) {
    return new Page(site.port(), List.of(arguments));
  }

  /** Opens the page anew, with the token, at this place of it. */
  Page open(String place) {
    return go("#token=" + Site.TOKEN + place);
  }

  /** Opens the page anew, with the token, and waits until events come. */
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

  /** Waits until something is so; keeps a picture of what it looks like if it is not. */
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

  /** The element with a test id, once it can be seen. */
  WebElement find(String id) {
    return find(By.cssSelector("[data-testid='" + id + "']"));
  }

  /** An element, once it can be seen. */
  WebElement find(By by) {
    until(by + " can be seen", () -> driver.findElement(by).isDisplayed());
    return driver.findElement(by);
  }

  boolean sees(String id) {
    return driver.findElements(By.cssSelector("[data-testid='" + id + "']")).stream()
        .anyMatch(WebElement::isDisplayed);
  }

  void click(String id) {
    find(id).click();
  }

  String text(String id) {
    return find(id).getText();
  }

  /** An attribute, or nothing. */
  String attribute(String id, String name) {
    return attribute(driver.findElement(By.cssSelector("[data-testid='" + id + "']")), name);
  }

  static String attribute(WebElement element, String name) {
    return Objects.requireNonNullElse(element.getDomAttribute(name), "");
  }

  /** Gives a file to the input that the button opens. */
  void upload(Path file) {
    driver
        .findElement(By.cssSelector("[data-testid=file-input]"))
        .sendKeys(file.toAbsolutePath().toString());
  }

  /** An upload in the tray, by its file. */
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

  /** Waits until the list says so of a video. */
  void untilListed(VideoId id, String status) {
    By badge = By.cssSelector("[data-testid=video-row][data-id='" + id + "'] .badge");
    until(
        id + " is " + status,
        () -> attribute(driver.findElement(badge), "data-status").equals(status));
  }

  /** Waits until the details say so. */
  void untilDetailed(String status) {
    until(
        "the details say " + status,
        () -> attribute("details-status", "data-status").equals(status));
  }

  /** Opens the page with the details of a video. */
  Page openDetails(Video video) {
    open("&video=" + video.id());
    find("details-status");
    return this;
  }

  /** What a script answers. */
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

  /** Makes the window as wide and high as that of a phone. */
  void beNarrow() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
  }

  void beWide() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** Keeps a picture of what is seen. */
  void show(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks for what keeps people from using the page, as far as a program finds that. */
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

  /** What the console said since it was last asked, but for what is expected. */
  List<String> complaints(Predicate<String> expected) {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()
            || entry.getMessage().contains("Content Security Policy"))
        .map(LogEntry::getMessage)
        .filter(expected.negate())
        .toList();
  }

  /**
   * What the browser did on the network so far, as the DevTools protocol has it: the parameters of
   * all events of a kind.
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
