package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.hooks.Webhooks;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.spi.EventLog;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The webhooks, what they refused, and sending it once more; for callers of every project. */
final class WebhookApi {

  /** An event that was given up. */
  @Wire
  record GivenUp(String videoId, long eventNumber, String reason, int tries, Instant at) {

    static GivenUp of(EventLog.SetAside event) {
      return new GivenUp(
          event.event().videoId().toString(),
          event.event().number(),
          event.reason(),
          event.tries(),
          event.at());
    }
  }

  /** A webhook. */
  @Wire
  record Hook(String url, List<GivenUp> givenUp) {}

  /** All webhooks. */
  @Wire
  record Listed(List<Hook> items) {}

  /** How much was sent once more. */
  @Wire
  record Sent(int delivered, int left) {}

  private final Webhooks hooks;

  WebhookApi(Webhooks hooks) {
    this.hooks = hooks;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/webhooks", this::list);
    routes.post("/api/webhooks/send", this::send);
  }

  private void list(Context context) {
    Guard.requireEverything(context);
    context.json(new Listed(hooks.addresses().stream()
        .map(address -> new Hook(address.toString(), givenUp(address)))
        .toList()));
  }

  private List<GivenUp> givenUp(URI address) {
    return hooks.setAside(address).stream().map(GivenUp::of).toList();
  }

  private void send(Context context) {
    Guard.requireEverything(context);
    String url = Query.text(context, "url").orElse("");
    URI address = hooks.addresses().stream()
        .filter(known -> known.toString().equals(url))
        .findFirst()
        .orElseThrow(() -> ProblemException.notFound("There is no such webhook."));
    int delivered = hooks.sendAgain(address);
    context.json(new Sent(delivered, hooks.setAside(address).size()));
  }
}
