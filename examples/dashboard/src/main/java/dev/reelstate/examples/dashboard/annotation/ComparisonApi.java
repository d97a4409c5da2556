package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.agreement.Agreement;
import dev.reelstate.evaluation.agreement.AgreementScore;
import dev.reelstate.evaluation.agreement.Annotator;
import dev.reelstate.evaluation.agreement.LabelFault;
import dev.reelstate.evaluation.agreement.PairAgreement;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs: between a model and the truth, and between two annotators. */
final class ComparisonApi {

  private static final String PATH = "/api/videos/{id}/annotations";
  private static final double SAME_OBJECT = 0.5;

  /** Places where a model disagrees with the working copy, the likeliest faults first. */
  @Wire
  record Disagreements(List<Disagreement> items) {

    /**
     * One place.
     *
     * @param truth the annotation that may be wrong, or null if one is missing
     */
    @Wire
    record Disagreement(
        String kind,
        FrameView frame,
        String label,
        double x,
        double y,
        double width,
        double height,
        @Nullable AnnotationView truth,
        double strength,
        String reason) {}
  }

  /** How well two revisions agree. */
  @Wire
  record AgreementView(
      String first,
      String second,
      long frames,
      long matched,
      long onlyFirst,
      long onlySecond,
      @Nullable Double overlap,
      @Nullable Double kappa,
      @Nullable Double alpha,
      @Nullable Double alphaWithUnmatched) {}

  private final GroundTruthCatalog catalog;
  private final WorkingCopies copies;
  private final Function<Context, Video> videos;

  ComparisonApi(GroundTruthCatalog catalog, WorkingCopies copies, Function<Context, Video> videos) {
    this.catalog = catalog;
    this.copies = copies;
    this.videos = videos;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH + "/disagreements", this::disagreements);
    routes.get(PATH + "/agreement", this::agreement);
  }

  private void disagreements(Context context) {
    VideoId id = videos.apply(context).id();
    GroundTruthSet model = Revisions.find(catalog, id, context.queryParam("with"));
    GroundTruth truth = copies.read(id, WorkingCopy::truth);
    Comparison comparison = Comparison.of(truth, model.content());
    context.json(new Disagreements(comparison.faults(name(model.revision())).stream()
        .map(fault -> view(fault, comparison.scenes().get(fault.scene())))
        .toList()));
  }

  private static Disagreements.Disagreement view(LabelFault fault, Scene scene) {
    Integer truth = fault.truth();
    Annotation annotation = truth == null ? null : scene.truth().get(truth);
    return new Disagreements.Disagreement(
        fault.kind().wireName(),
        FrameView.of(scene.frame()),
        fault.label(),
        fault.box().x(),
        fault.box().y(),
        fault.box().width(),
        fault.box().height(),
        AnnotationView.ofNullable(annotation),
        fault.strength(),
        fault.reason());
  }

  private void agreement(Context context) {
    VideoId id = videos.apply(context).id();
    GroundTruthSet first = Revisions.find(catalog, id, context.queryParam("first"));
    GroundTruthSet second = Revisions.find(catalog, id, context.queryParam("second"));
    if (first.revision().revision() == second.revision().revision()) {
      throw ReviewException.invalid("Two different revisions are compared.");
    }
    AgreementScore score =
        Agreement.between(List.of(annotator(first), annotator(second)), SAME_OBJECT);
    PairAgreement pair = score.pairs().get(0);
    context.json(new AgreementView(
        pair.first(),
        pair.second(),
        pair.frames(),
        pair.matched(),
        pair.onlyFirst(),
        pair.onlySecond(),
        pair.overlap(),
        pair.kappa(),
        score.alpha(),
        score.alphaWithUnmatched()));
  }

  private static Annotator annotator(GroundTruthSet set) {
    List<Scene> scenes = set.content().frames().stream()
        .map(frame -> new Scene(frame.frame(), frame.annotations(), List.of()))
        .toList();
    return new Annotator(name(set.revision()), List.of(Sequence.of("video", scenes)));
  }

  private static String name(GroundTruthRevision revision) {
    return "Revision " + revision.revision() + " by "
        + Objects.requireNonNullElse(revision.savedBy(), "somebody");
  }
}
