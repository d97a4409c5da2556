package dev.reelstate.examples.dashboard.live;

import com.corundumstudio.socketio.SocketIOClient;
import dev.reelstate.video.VideoId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends events to one client. It keeps only a position in the feed and the latest progress of each
 * video in memory: a client that does not read stays at its position and continues from there. Used
 * by one thread.
 */
final class ClientFeed {

  /**
   * The number of messages sent before checking again whether the client keeps up, since messages
   * that are not encoded yet do not count.
   */
  private static final int PORTION = 50;

  /** The maximum number of videos whose progress is kept; more are useless to a client. */
  private static final int MOST_PROGRESS = 200;

  private final SocketIOClient client;
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Map<VideoId, Encoded> progress = new LinkedHashMap<>();

  private boolean aliases;

  ClientFeed(SocketIOClient client) {
    this.client = client;
  }

  /** Sends the names of older clients too, from now on. */
  void sendAliases() {
    aliases = true;
  }

  void subscribe(Subscription subscription) {
    subscriptions.put(subscription.room(), subscription);
  }

  void unsubscribe(String room) {
    subscriptions.remove(room);
  }

  void offerProgress(VideoId id, String project, Encoded content) {
    boolean wanted =
        subscriptions.values().stream().anyMatch(subscription -> subscription.covers(id, project));
    if (wanted && (progress.containsKey(id) || progress.size() < MOST_PROGRESS)) {
      progress.put(id, content);
    }
  }

  /** Sends messages as long as the client accepts them, and returns whether there are more. */
  boolean send(EventFeed feed) {
    boolean more = false;
    for (Subscription subscription : List.copyOf(subscriptions.values())) {
      more |= send(feed, subscription);
    }
    Iterator<Encoded> latest = progress.values().iterator();
    while (!more && latest.hasNext() && client.isWritable()) {
      emit(latest.next());
      latest.remove();
    }
    return more;
  }

  private boolean send(EventFeed feed, Subscription subscription) {
    if (subscription.position() >= feed.head() || !client.isWritable()) {
      return subscription.position() < feed.head();
    }
    EventFeed.Page page = feed.after(subscription.position());
    int sent = 0;
    for (Message message : page.messages()) {
      if (sent == PORTION) {
        return true;
      }
      if (subscription.wants(message) && !othersHaveSent(subscription, message)) {
        emit(message.content());
        progress.remove(message.video());
        sent++;
      }
      subscription.moveTo(message.position());
    }
    subscription.moveTo(Math.max(subscription.position(), page.next()));
    return subscription.position() < feed.head();
  }

  /**
   * Whether another subscription has already sent a message: a client in the rooms of a project and
   * of one of its videos gets each event once.
   */
  private boolean othersHaveSent(Subscription subscription, Message message) {
    List<Subscription> others = new ArrayList<>(subscriptions.values());
    others.remove(subscription);
    return others.stream().anyMatch(other -> other.hasHad(message));
  }

  /** Sends a message immediately if the client has subscribed to the video. */
  void tell(VideoId id, String project, Encoded content) {
    boolean wanted =
        subscriptions.values().stream().anyMatch(subscription -> subscription.covers(id, project));
    if (wanted && client.isWritable()) {
      emit(content);
    }
  }

  void emit(Encoded content) {
    client.sendEvent(SocketBridge.EVENT, aliases ? content.withAliases() : content.plain());
  }
}
