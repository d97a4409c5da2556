package dev.reelstate.examples.dashboard.hooks;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.EventLog.Registration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Sends every event to every webhook: at least once and in order, also after a crash. An event that
 * is refused is sent again, after a growing pause, before any later one; when its tries are used up
 * it is set aside, and can be sent once more by hand. Thread-safe.
 */
public final class Webhooks implements AutoCloseable {

  private final VideoPlatform platform;
  private final List<Webhook> hooks;
  private final WebhookSender sender;
  private final List<Registration> registrations = new ArrayList<>();

  /**
   * Begins to send. A webhook that is not known yet gets the events from now on, or all of them if
   * it wants the history.
   *
   * @param log the events of the same store
   * @param file where the known webhooks are kept
   */
  public Webhooks(VideoPlatform platform, EventLog log, Path file, List<Webhook> hooks)
      throws IOException {
    this.platform = platform;
    this.hooks = List.copyOf(hooks);
    this.sender = new WebhookSender(platform);
    new Beginnings(log, file).begin(this.hooks);
    for (Webhook hook : this.hooks) {
      registrations.add(
          platform.events().subscribe(hook.reader(), sender.to(hook), hook.retries()));
    }
  }

  /** The addresses. */
  public List<URI> addresses() {
    return hooks.stream().map(Webhook::address).toList();
  }

  /** The events that an address kept refusing, oldest first. */
  public List<EventLog.SetAside> setAside(URI address) {
    return platform.events().setAside(find(address).reader());
  }

  /** Sends the events that were set aside again, and returns how many arrived. */
  public int sendAgain(URI address) {
    Webhook hook = find(address);
    return platform.events().redeliver(hook.reader(), sender.to(hook));
  }

  private Webhook find(URI address) {
    return hooks.stream()
        .filter(hook -> hook.address().equals(address))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("There is no such webhook."));
  }

  @Override
  public void close() {
    registrations.forEach(Registration::close);
  }
}
