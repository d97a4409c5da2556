package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TRACE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO_LABEL;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.OrderField;
import org.jooq.impl.DSL;

/** The catalog of a {@link JdbcVideoStore}. Thread-safe if its transactions are. */
final class JdbcVideoCatalog implements VideoCatalog {

  private final Transactions transactions;
  private final Function<List<StoredVideo>, List<VideoId>> queuing;

  /**
   * Creates the catalog.
   *
   * @param gathering whether calls of several threads may share a transaction
   */
  JdbcVideoCatalog(Transactions transactions, boolean gathering) {
    this.transactions = transactions;
    this.queuing = gathering ? new GroupCommit<>(this::queueTogether)::call : this::queueTogether;
  }

  @Override
  public Video create(NewVideo video) {
    return transactions.call(transaction -> {
      Optional<VideoId> same = Arrivals.of(transaction, List.of(video)).known(video);
      if (same.isEmpty()) {
        transaction.work(transaction.create(video)).begin();
        transaction.flush();
      }
      return VideoRows.find(transaction.sql(), same.orElse(video.id())).orElseThrow();
    });
  }

  @Override
  public List<VideoId> queue(List<StoredVideo> videos) {
    return queuing.apply(videos);
  }

  private List<VideoId> queueTogether(List<StoredVideo> videos) {
    return transactions.call(transaction -> {
      Arrivals arrivals =
          Arrivals.of(transaction, videos.stream().map(StoredVideo::video).toList());
      List<VideoId> ids = new ArrayList<>();
      for (StoredVideo stored : videos) {
        ids.add(arrivals.known(stored.video()).orElseGet(() -> {
          transaction.turns().look(stored.video().project(), stored.video().priority());
          transaction.work(transaction.create(stored.video())).beginQueued(stored);
          return stored.video().id();
        }));
      }
      return ids;
    });
  }

  @Override
  public Optional<Video> find(VideoId id) {
    return transactions.read(transaction -> VideoRows.find(transaction.sql(), id));
  }

  @Override
  public Optional<VideoDetails> details(VideoId id) {
    return transactions.read(transaction -> VideoDetailsQuery.run(transaction.sql(), id));
  }

  @Override
  public Page<Video> list(VideoQuery query) {
    Condition behind = query.after() == null
        ? noCondition()
        : PageCursor.parse(query.after()).isBefore(REELSTATE_VIDEO.CREATED_AT, REELSTATE_VIDEO.ID);
    return transactions.read(transaction -> {
      List<ReelstateVideoRecord> rows = transaction
          .sql()
          .selectFrom(REELSTATE_VIDEO)
          .where(matches(query), behind)
          .orderBy(order(query))
          .limit(query.limit() + 1)
          .fetch();
      boolean more = rows.size() > query.limit();
      List<ReelstateVideoRecord> page = more ? rows.subList(0, query.limit()) : rows;
      String next = more ? cursor(page.get(page.size() - 1)) : null;
      return new Page<>(VideoRows.videos(transaction.sql(), page), next);
    });
  }

  private static String cursor(ReelstateVideoRecord last) {
    return new PageCursor(last.getCreatedAt(), last.getId()).toString();
  }

  @Override
  public Map<VideoStatus, Long> count(VideoQuery query) {
    return transactions.read(transaction -> transaction
        .sql()
        .select(REELSTATE_VIDEO.STATUS, DSL.count().cast(Long.class))
        .from(REELSTATE_VIDEO)
        .where(matches(query))
        .groupBy(REELSTATE_VIDEO.STATUS)
        .fetchMap(row -> VideoStatus.parse(row.value1()), row -> row.value2()));
  }

  @Override
  public Optional<Video> oldest(VideoStatus status) {
    return transactions.read(transaction -> {
      List<ReelstateVideoRecord> rows = transaction
          .sql()
          .selectFrom(REELSTATE_VIDEO)
          .where(REELSTATE_VIDEO.STATUS.eq(status.wireName()))
          .orderBy(REELSTATE_VIDEO.CREATED_AT, REELSTATE_VIDEO.ID)
          .limit(1)
          .fetch();
      return VideoRows.videos(transaction.sql(), rows).stream().findFirst();
    });
  }

  @Override
  public Optional<Video> change(Video seen, VideoChange... changes) {
    return transactions.call(transaction -> {
      transaction.lock(List.of(seen.id()));
      Optional<LockedVideo> locked =
          transaction.locked(seen.id()).filter(video -> video.version() == seen.version());
      locked.ifPresent(video -> {
        VideoWork work = transaction.work(video);
        List.of(changes).forEach(work::apply);
        transaction.flush();
      });
      return locked.flatMap(video -> VideoRows.find(transaction.sql(), video.id()));
    });
  }

  @Override
  public Optional<Video> edit(Video seen, VideoEdit edit) {
    return transactions.call(transaction -> {
      transaction.lock(List.of(seen.id()));
      Optional<LockedVideo> locked =
          transaction.locked(seen.id()).filter(video -> video.edits() == seen.edits());
      locked.ifPresent(video -> {
        transaction.work(video).edit(edit);
        transaction.flush();
      });
      return locked.flatMap(video -> VideoRows.find(transaction.sql(), video.id()));
    });
  }

  @Override
  public Optional<Artifact> give(VideoId id, Artifact artifact) {
    if (artifact.generation() != ArtifactRows.GIVEN) {
      throw new IllegalArgumentException(
          "An artifact that is given has the generation 0, not " + artifact.generation() + ".");
    }
    return transactions.call(transaction -> {
      transaction.lock(List.of(id));
      LockedVideo video = transaction
          .locked(id)
          .orElseThrow(() -> new IllegalArgumentException("There is no video " + id + "."));
      return transaction.work(video).give(artifact);
    });
  }

  @Override
  public List<Artifact> artifacts(VideoId id) {
    return transactions.read(transaction -> {
      Optional<ReelstateVideoRecord> video = transaction
          .sql()
          .selectFrom(REELSTATE_VIDEO)
          .where(REELSTATE_VIDEO.ID.eq(id.value()))
          .fetchOptional();
      int published = video.map(ReelstateVideoRecord::getPublishedGeneration).orElse(0);
      int current = video.map(ReelstateVideoRecord::getGeneration).orElse(0);
      return ArtifactRows.readable(transaction.sql(), id, published > 0 ? published : current);
    });
  }

  @Override
  public List<Artifact> artifacts(VideoId id, int generation) {
    return transactions.read(
        transaction -> ArtifactRows.ofGeneration(transaction.sql(), id, generation));
  }

  @Override
  public Optional<Video> forgetOriginal(Video seen) {
    return changed(seen, (transaction, video) -> video.forgetOriginal());
  }

  @Override
  public Optional<Video> forgetArtifacts(Video seen, Set<String> kinds) {
    return changed(seen, (transaction, video) -> {
      video.forgetArtifacts();
      ArtifactRows.removeMade(transaction.sql(), video.id(), kinds);
    });
  }

  /** Changes a video if it is still as it was seen. */
  private Optional<Video> changed(Video seen, BiConsumer<Transaction, LockedVideo> change) {
    return transactions.call(transaction -> {
      transaction.lock(List.of(seen.id()));
      Optional<LockedVideo> locked =
          transaction.locked(seen.id()).filter(video -> video.version() == seen.version());
      locked.ifPresent(video -> {
        change.accept(transaction, video);
        transaction.flush();
      });
      return locked.flatMap(video -> VideoRows.find(transaction.sql(), video.id()));
    });
  }

  @Override
  public boolean purge(VideoId id) {
    return transactions.call(transaction -> transaction
            .sql()
            .deleteFrom(REELSTATE_VIDEO)
            .where(
                REELSTATE_VIDEO.ID.eq(id.value()),
                REELSTATE_VIDEO.STATUS.eq(VideoStatus.DELETED.wireName()))
            .execute()
        == 1);
  }

  @Override
  public void keepTrace(VideoId id, TraceParent trace) {
    transactions.call(transaction -> {
      transaction.lock(List.of(id));
      if (transaction.locked(id).isEmpty()) {
        throw new IllegalArgumentException("There is no video " + id + ".");
      }
      transaction
          .sql()
          .deleteFrom(REELSTATE_TRACE)
          .where(REELSTATE_TRACE.VIDEO_ID.eq(id.value()))
          .execute();
      return transaction
          .sql()
          .insertInto(REELSTATE_TRACE)
          .set(REELSTATE_TRACE.VIDEO_ID, id.value())
          .set(REELSTATE_TRACE.TRACE_PARENT, trace.value())
          .execute();
    });
  }

  @Override
  public Optional<TraceParent> findTrace(VideoId id) {
    return transactions.read(transaction -> transaction
        .sql()
        .select(REELSTATE_TRACE.TRACE_PARENT)
        .from(REELSTATE_TRACE)
        .where(REELSTATE_TRACE.VIDEO_ID.eq(id.value()))
        .fetchOptional(row -> new TraceParent(row.value1())));
  }

  private static Condition matches(VideoQuery query) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        query.statuses().isEmpty()
            ? REELSTATE_VIDEO.STATUS.ne(VideoStatus.DELETED.wireName())
            : REELSTATE_VIDEO.STATUS.in(
                query.statuses().stream().map(VideoStatus::wireName).toList()));
    if (query.project() != null) {
      conditions.add(REELSTATE_VIDEO.PROJECT.eq(query.project()));
    }
    if (query.label() != null) {
      conditions.add(REELSTATE_VIDEO.ID.in(select(REELSTATE_VIDEO_LABEL.VIDEO_ID)
          .from(REELSTATE_VIDEO_LABEL)
          .where(REELSTATE_VIDEO_LABEL.LABEL.eq(query.label()))));
    }
    if (query.text() != null) {
      conditions.add(REELSTATE_VIDEO.TITLE.containsIgnoreCase(query.text()));
    }
    if (query.from() != null) {
      conditions.add(REELSTATE_VIDEO.CREATED_AT.ge(query.from()));
    }
    if (query.until() != null) {
      conditions.add(REELSTATE_VIDEO.CREATED_AT.lt(query.until()));
    }
    return DSL.and(conditions);
  }

  /** Newest first, preceded by the column, if any, that precedes the time in the index. */
  private static List<OrderField<?>> order(VideoQuery query) {
    OrderField<?> time = REELSTATE_VIDEO.CREATED_AT.desc();
    OrderField<?> identity = REELSTATE_VIDEO.ID.desc();
    if (query.project() != null) {
      return List.of(REELSTATE_VIDEO.PROJECT, time, identity);
    }
    return query.statuses().size() == 1
        ? List.of(REELSTATE_VIDEO.STATUS, time, identity)
        : List.of(time, identity);
  }
}
