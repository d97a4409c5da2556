package dev.reelstate.examples.dashboard.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.annotation.CopyView.News;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;

/** The revisions of ground truth: saving the working copy as one, and reviewing them. */
final class RevisionApi {

  private static final String PATH = "/api/videos/{id}/annotations";

  /** All revisions, latest first. */
  @Wire
  record Revisions(List<RevisionView> items) {}

  /** A working copy to save. */
  @Wire
  record Saving(long version, String state) {

    Saving {
      Body.require("state", state);
    }
  }

  /** A saved revision, and whether it is new. */
  @Wire
  record SavedRevision(RevisionView revision, boolean isNew) {}

  /** A change of the state that the person saw. */
  @Wire
  record Judging(String from, String to) {

    Judging {
      Body.require("from", from);
      Body.require("to", to);
    }
  }

  private final GroundTruthCatalog catalog;
  private final WorkingCopies copies;
  private final Function<Context, Video> videos;

  RevisionApi(GroundTruthCatalog catalog, WorkingCopies copies, Function<Context, Video> videos) {
    this.catalog = catalog;
    this.copies = copies;
    this.videos = videos;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH + "/revisions", this::list);
    routes.post(PATH + "/revisions", this::save);
    routes.post(PATH + "/revisions/{revision}/state", this::judge);
    routes.post(PATH + "/rebase", this::rebase);
  }

  private void list(Context context) {
    VideoId id = videos.apply(context).id();
    context.json(new Revisions(catalog.list(id).stream().map(this::view).toList()));
  }

  private RevisionView view(GroundTruthRevision one) {
    return RevisionView.of(one, catalog.reviews(one.videoId(), one.revision()));
  }

  private void save(Context context) throws JsonProcessingException {
    VideoId id = videos.apply(context).id();
    Saving wanted = Body.read(context, Saving.class);
    ReviewState state = AnnotationApi.state(wanted.state());
    if (state == ReviewState.APPROVED) {
      throw ReviewException.invalid("A new revision is a draft or in review.");
    }
    GroundTruthCatalog.Saved saved =
        copies.save(id, wanted.version(), state, Guard.caller(context).name());
    context
        .status(saved.isNew() ? 201 : 200)
        .json(new SavedRevision(view(saved.revision()), saved.isNew()));
  }

  private void judge(Context context) throws JsonProcessingException {
    VideoId id = videos.apply(context).id();
    Judging wanted = Body.read(context, Judging.class);
    ReviewState from = AnnotationApi.state(wanted.from());
    ReviewState to = AnnotationApi.state(wanted.to());
    GroundTruthRevision seen = catalog.list(id).stream()
        .filter(one -> Integer.toString(one.revision()).equals(context.pathParam("revision")))
        .findFirst()
        .orElseThrow(() -> ReviewException.notFound("There is no such revision."));
    if (seen.state() == ReviewState.APPROVED) {
      throw ReviewException.conflict(
          "approved", "An approved revision stays approved; save a new one.");
    } else if (seen.state() != from || from == to) {
      throw stale(seen);
    }
    context.json(view(
        catalog.change(seen, to, Guard.caller(context).name()).orElseThrow(() -> stale(seen))));
  }

  private static ReviewException stale(GroundTruthRevision seen) {
    return ReviewException.conflict(
        "stale_state",
        "Revision " + seen.revision() + " was reviewed by somebody else meanwhile; look again.");
  }

  private void rebase(Context context) {
    VideoId id = videos.apply(context).id();
    String user = Guard.caller(context).name();
    context.json(copies.rebase(id, user, copy -> News.since(-1, copy)));
  }
}
