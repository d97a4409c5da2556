package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.TraitNames;
import dev.reelstate.processing.format.io.Xml;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of a file, and which of their frames were handed on. Not thread-safe. */
final class CvatScenes {

  private final Delivery out;
  private final long mostFrames;
  private final Set<String> videos = new HashSet<>();
  private final Set<CvatTask> announced = new HashSet<>();
  private Map<String, CvatTask> tasks;
  private boolean video;
  private boolean labelled;
  private boolean started;
  private long frames;
  private long interpolated;

  CvatScenes(Delivery out, LossReport.Builder losses, long mostFrames) {
    this.out = out;
    this.mostFrames = mostFrames;
    this.tasks = new CvatMeta(out, losses).tasks();
  }

  void start(CvatMeta meta) {
    if (started) {
      throw new Refusal("The element <meta> must come before images and tracks, and once.");
    }
    tasks = meta.tasks();
    video = meta.isVideo();
    labelled = out.hasCategories();
    started = true;
  }

  /** Hands on the frames of a video without tracks: nothing is to be seen on them. */
  void end() {
    if (video && videos.isEmpty()) {
      tasks.values().forEach(this::announce);
    }
  }

  /** The task of an image or a track. */
  CvatTask task(Xml xml) {
    started = true;
    String id = tasks.containsKey("") ? "" : xml.attribute("task_id").orElse("");
    CvatTask task = tasks.get(id);
    if (task == null) {
      throw new Refusal("There is no task \"" + id + "\".");
    }
    return task;
  }

  /** Whether images are frames of a video. */
  boolean isVideo() {
    return video;
  }

  String label(Xml xml) {
    String label = xml.required("label");
    return labelled ? out.knownLabel(label) : out.label(label);
  }

  void video(CvatTask task) {
    if (videos.add(task.video())) {
      out.video(new LabelledVideo(task.video(), null));
    }
  }

  /** Hands on all frames of a task, if they are known. */
  void announce(CvatTask task) {
    if (!announced.add(task)) {
      return;
    }
    video(task);
    FrameGrid grid = task.grid();
    if (grid != null) {
      frames += grid.size();
      refuseMore("frames", frames);
      for (long frame = grid.start(); frame <= grid.stop(); frame += grid.step()) {
        out.image(task.frame(frame));
      }
    }
  }

  /** Hands on a frame that the file did not announce. */
  void frame(CvatTask task, long frame) {
    if (!out.hasImage(task.image(frame))) {
      out.image(task.frame(frame));
    }
  }

  void image(LabelledImage image) {
    out.image(image);
  }

  void object(String image, String label, CvatBox box, @Nullable String track) {
    Map<String, String> attributes = new HashMap<>(box.attributes());
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    traits.addAll(TraitNames.taken(attributes));
    if (box.occluded()) {
      traits.add(Trait.OCCLUDED);
    }
    out.object(
        new LabelledObject(image, null, label, box.box(), null, null, track, traits, attributes));
  }

  void countInterpolated() {
    interpolated++;
    refuseMore("interpolated boxes", interpolated);
  }

  private void refuseMore(String what, long count) {
    if (count > mostFrames) {
      throw new Refusal(
          "The file stands for more %s than the limit of %d allows.".formatted(what, mostFrames));
    }
  }
}
