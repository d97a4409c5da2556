package dev.reelstate.testkit.history;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.testkit.Interceptor;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of the SPI as entries of a history. */
final class StoreCalls {

  private StoreCalls() {}

  /** What a call asks; empty if it is not part of the history. */
  static Optional<Operation> operation(Interceptor.Call call) {
    List<Object> arguments = call.arguments();
    return Optional.ofNullable(
        switch (call.method()) {
          case "create" -> new Operation.Create((NewVideo) arguments.get(0));
          case "queue" -> new Operation.Queue(all(StoredVideo.class, arguments.get(0)));
          case "change" -> change(arguments);
          case "save" -> save(arguments);
          case "claim" -> new Operation.Claim((Lease) arguments.get(0));
          case "report" -> new Operation.Report(all(TaskReport.class, arguments.get(0)), null);
          case "exchange" ->
            new Operation.Report(all(TaskReport.class, arguments.get(0)), (Lease) arguments.get(1));
          case "progress" ->
            new Operation.Progress(all(Claim.class, ((Map<?, ?>) arguments.get(0)).keySet()));
          case "read" -> new Operation.Read((EventCursor) arguments.get(0));
          case "cursor" -> new Operation.Cursor((String) arguments.get(0));
          case "advance" ->
            new Operation.Advance((String) arguments.get(0), (EventCursor) arguments.get(1));
          case "setAside" ->
            new Operation.Advance((String) arguments.get(0), (EventCursor) arguments.get(2));
          default -> ofNode(call.method(), arguments);
        });
  }

  /** The saving of ground truth; evaluations belong to no video, and so to no history. */
  private static @Nullable Operation save(List<Object> arguments) {
    return arguments.get(0) instanceof VideoId id
        ? new Operation.Save(
            id,
            ((GroundTruth) arguments.get(1)).contentHash(),
            (ReviewState) arguments.get(2),
            (String) arguments.get(3))
        : null;
  }

  private static Operation change(List<Object> arguments) {
    return arguments.get(0) instanceof GroundTruthRevision seen
        ? new Operation.Review(seen, (ReviewState) arguments.get(1), (String) arguments.get(2))
        : new Operation.Change((Video) arguments.get(0), List.of((VideoChange[]) arguments.get(1)));
  }

  private static @Nullable Operation ofNode(String method, List<Object> arguments) {
    return switch (method) {
      case "join" -> new Operation.Join((String) arguments.get(0), (Duration) arguments.get(1));
      case "renew" -> new Operation.Renew((Lease) arguments.get(0));
      case "leave" -> new Operation.Leave((Lease) arguments.get(0));
      case "giveBack" ->
        new Operation.GiveBack(
            (Lease) arguments.get(0), Set.copyOf(all(Long.class, arguments.get(1))));
      case "recover" -> new Operation.Recover();
      default -> null;
    };
  }

  /** What an operation's call returned. */
  static Answer answer(Operation operation, @Nullable Object returned) {
    if (operation instanceof Operation.Change) {
      return new Answer.Changed(unwrapped(Video.class, returned));
    }
    if (operation instanceof Operation.Review) {
      GroundTruthRevision revision = unwrapped(GroundTruthRevision.class, returned);
      return new Answer.Revised(revision, revision != null);
    }
    if (operation instanceof Operation.Progress progress && returned instanceof Map<?, ?> map) {
      return new Answer.Worked(
          progress.claims().stream().map(map::get).map(Receipt.class::cast).toList(), List.of());
    }
    return returned == null ? new Answer.Done() : answer(returned, operation);
  }

  private static Answer answer(Object returned, Operation operation) {
    if (returned instanceof Video video) {
      return new Answer.Created(List.of(video.id()));
    } else if (operation instanceof Operation.Queue) {
      return new Answer.Created(all(VideoId.class, returned));
    } else if (returned instanceof GroundTruthCatalog.Saved saved) {
      return new Answer.Revised(saved.revision(), saved.isNew());
    } else if (operation instanceof Operation.Claim) {
      return new Answer.Worked(List.of(), all(Claim.class, returned));
    } else if (returned instanceof Exchange exchange) {
      return new Answer.Worked(exchange.receipts(), exchange.claims());
    } else if (returned instanceof Lease lease) {
      return new Answer.Joined(lease);
    } else if (returned instanceof Boolean valid) {
      return new Answer.Renewed(valid);
    } else if (returned instanceof Integer freed) {
      return new Answer.Freed(freed);
    } else if (returned instanceof EventCursor.Batch batch) {
      return new Answer.Batch(batch);
    } else if (returned instanceof EventCursor cursor) {
      return new Answer.Place(cursor);
    }
    return new Answer.Worked(all(Receipt.class, returned), List.of());
  }

  private static <T> List<T> all(Class<T> type, Object collection) {
    return ((Collection<?>) collection).stream().map(type::cast).toList();
  }

  private static <T> @Nullable T unwrapped(Class<T> type, @Nullable Object optional) {
    return optional instanceof Optional<?> present ? present.map(type::cast).orElse(null) : null;
  }
}
