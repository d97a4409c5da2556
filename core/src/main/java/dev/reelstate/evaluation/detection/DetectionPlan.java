package dev.reelstate.evaluation.detection;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.DetectionSettings.Protocol;
import dev.reelstate.evaluation.Slice;
import java.util.List;
import java.util.stream.Stream;

/** Translates settings into the arithmetic behind them. */
final class DetectionPlan {

  private static final AreaRange ANY = new AreaRange(0, Double.POSITIVE_INFINITY);

  private DetectionPlan() {}

  static Plan of(DetectionSettings settings, Slice slice) {
    Overlap overlap = settings.pixelInclusive() ? Overlap.PIXEL_INCLUSIVE : Overlap.CONTINUOUS;
    AreaRange limit = new AreaRange(slice.minArea(), slice.maxArea());
    return switch (settings.protocol()) {
      case COCO ->
        new Plan(
            new CocoRule(),
            overlap,
            Stream.concat(CocoSummary.THRESHOLDS.stream(), Stream.of(settings.overlap()))
                .toList(),
            CocoSummary.AREAS,
            limit,
            CocoSummary.MOST);
      case VOC ->
        new Plan(
            new VocRule(),
            overlap,
            List.of(settings.overlap()),
            List.of(ANY),
            limit,
            Integer.MAX_VALUE);
    };
  }

  static Summary summary(DetectionSettings settings) {
    Average average = switch (settings.interpolation()) {
      case POINTS_101 -> Average.atRecalls(101);
      case POINTS_11 -> Average.atRecalls(11);
      case ALL_POINTS -> Average.overAll();
    };
    return switch (settings.protocol()) {
      case COCO -> new CocoSummary(average);
      case VOC -> new VocSummary(average);
    };
  }

  static Target target(int index, Annotation truth, Protocol protocol) {
    Double area = truth.area();
    boolean crowd = truth.traits().contains(Trait.CROWD);
    boolean ignored = crowd
        || truth.traits().contains(Trait.IGNORE)
        || (protocol == Protocol.VOC && truth.traits().contains(Trait.DIFFICULT));
    return new Target(index, truth.box(), area == null ? truth.box().area() : area, crowd, ignored);
  }
}
