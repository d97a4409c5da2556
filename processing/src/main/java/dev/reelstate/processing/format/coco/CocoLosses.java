package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;

/** What COCO JSON cannot hold. */
final class CocoLosses {

  private CocoLosses() {}

  static LossReport of(LabelledData data) {
    LossReport.Builder losses = new LossReport.Builder();
    CocoIds.of(data).report(data, losses);
    return losses.build();
  }

  static LossReport ofResults(LabelledData data) {
    LossReport.Builder losses = new LossReport.Builder();
    CocoIds.of(data).report(data, losses);
    for (LabelledObject object : data.objects()) {
      object
          .traits()
          .forEach(trait ->
              losses.add("trait of a detection", () -> trait + " in image " + object.image()));
      object
          .attributes()
          .keySet()
          .forEach(name ->
              losses.add("attribute of a detection", () -> name + " in image " + object.image()));
    }
    return losses.build();
  }
}
