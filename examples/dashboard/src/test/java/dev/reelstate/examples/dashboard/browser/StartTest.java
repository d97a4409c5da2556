package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartTest extends InBrowser {

  @AfterEach
  void forget_the_token() {
    page().ask("localStorage.clear()");
  }

  @Override
  boolean isExpected(String complaint) {
    return complaint.contains("status of 401");
  }

  @Test
  void asks_for_the_token_and_then_shows_the_list() {
    page().go("");
    page().find("token-form");
    page().show("token");
    page().isAccessible("token form");

    page().find("token-input").sendKeys(Site.TOKEN);
    page().click("token-submit");

    page().find("empty-upload");
    assertThat(page().sees("token-dialog")).isFalse();
    page().until("live", () -> page().attribute("connection", "data-state").equals("live"));
    page().show("empty");
    page().isAccessible("empty list");
  }

  @Test
  void rejects_a_wrong_token_and_asks_again() {
    page().go("#token=not-the-token");

    assertThat(page().text("token-reason")).isNotBlank();
    assertThat(page().sees("toast-error")).isFalse();
    page().show("token-wrong");

    page().find("token-input").sendKeys(Site.TOKEN);
    page().click("token-submit");
    page().find("empty-upload");
  }

  @Test
  void removes_the_token_from_the_url_and_keeps_it() {
    page().open();

    assertThat(page().driver().getCurrentUrl()).doesNotContain(Site.TOKEN);
    page().go("").find("empty-upload");
  }

  @Test
  void paints_within_a_second() {
    double best = DoubleStream.generate(this::firstPaint).limit(3).min().orElseThrow();

    assertThat(best).isPositive().isLessThan(1000);
  }

  private double firstPaint() {
    page().open();
    String time = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
    page().until("painted", () -> page().number(time) > 0);
    return page().number(time);
  }
}
