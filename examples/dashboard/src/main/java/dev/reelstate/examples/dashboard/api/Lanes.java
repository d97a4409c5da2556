package dev.reelstate.examples.dashboard.api;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Bounds how many requests of each kind may be in progress. Every request occupies a thread until
 * its client has sent and read everything, which may take as long as the client likes; so those of
 * one kind must not take the threads of another. What would exceed the bound of its kind is refused
 * at once. Health is in no lane: its answers always fit into the buffers of a connection, and there
 * are threads that no lane can take.
 */
final class Lanes extends Handler.Wrapper {

  /** The threads that all lanes together leave to requests outside of them. */
  private static final int SPARE = 72;

  /** For those that are told that there are too many. */
  private static final int SPARE_STREAMS = 8;

  private static final Pattern STREAM = Pattern.compile("/api/videos/[^/]+/events");
  private static final Pattern DOWNLOAD =
      Pattern.compile("/api/videos/[^/]+/(?:original|poster|media/.*)|/play/.*");

  /** A kind of requests, and the room for it. */
  private static final class Lane {

    private final Predicate<Request> kind;
    private final Semaphore room;

    Lane(int most, Predicate<Request> kind) {
      this.kind = kind;
      this.room = new Semaphore(most);
    }
  }

  private final List<Lane> lanes;
  private final int threads;

  /** @param transfers how many bodies may be on their way here, and as many downloads from here */
  Lanes(int transfers) {
    int streams = EventApi.MOST_STREAMS + SPARE_STREAMS;
    int answers = 256;
    int pages = 128;
    this.threads = 2 * transfers + streams + answers + pages + SPARE;
    this.lanes = List.of(
        new Lane(transfers, Lanes::hasBody),
        new Lane(streams, Lanes::isStream),
        new Lane(transfers, request -> DOWNLOAD.matcher(path(request)).matches()),
        new Lane(answers, request -> path(request).startsWith("/api/")),
        new Lane(pages, request -> true));
  }

  /** How many threads the server needs. */
  int threads() {
    return threads;
  }

  private static String path(Request request) {
    return Request.getPathInContext(request);
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private static boolean isStream(Request request) {
    HttpField accept = request.getHeaders().getField(HttpHeader.ACCEPT);
    return accept != null
        && accept.getValue().contains("text/event-stream")
        && STREAM.matcher(path(request)).matches();
  }

  private static boolean isHealth(Request request) {
    String path = path(request);
    return !hasBody(request) && (path.equals("/healthz") || path.equals("/api/health"));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isHealth(request)) {
      return super.handle(request, response, callback);
    }
    Semaphore room =
        lanes.stream().filter(lane -> lane.kind.test(request)).findFirst().orElseThrow().room;
    if (!room.tryAcquire()) {
      return Problems.busy(response, callback);
    }
    Request.addCompletionListener(request, failure -> room.release());
    return super.handle(request, response, callback);
  }
}
