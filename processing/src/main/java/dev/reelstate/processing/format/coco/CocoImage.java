package dev.reelstate.processing.format.coco;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Json;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An image while it is read. Not thread-safe. */
final class CocoImage {

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private final String place;
  private @Nullable String id;
  private @Nullable String file;
  private @Nullable Integer width;
  private @Nullable Integer height;
  private @Nullable String video;
  private @Nullable Long frame;
  private @Nullable Duration time;

  private CocoImage(String place) {
    this.place = place;
  }

  /**
   * Reads one.
   *
   * @param place its path in the file
   */
  static CocoImage read(Json json, String place, LossReport.Builder losses) throws IOException {
    CocoImage image = new CocoImage(place);
    json.object(name -> image.field(json, name, losses));
    if ((image.width == null) != (image.height == null)) {
      throw new Refusal(place, "The width or the height is missing, or 0.");
    }
    return image;
  }

  private void field(Json json, String name, LossReport.Builder losses) throws IOException {
    switch (name) {
      case "id" -> id = json.id();
      case "file_name" -> file = json.text();
      case "width" -> width = size(name, json.number());
      case "height" -> height = size(name, json.number());
      case "video_id" -> video = json.id();
      case "frame_id", "frame_index" -> frame = Numbers.frame(json.number(), 0);
      case "timestamp" -> time = time(json.number());
      default -> {
        losses.add("details of an image", () -> name + " of " + place);
        json.skip();
      }
    }
  }

  /** Some tools write zeros where they do not know the size. */
  private static @Nullable Integer size(String name, String text) {
    int size = (int) Numbers.whole(name, text, 0, Integer.MAX_VALUE);
    return size == 0 ? null : size;
  }

  private static Duration time(String text) {
    double seconds = Numbers.real("timestamp", text);
    if (seconds < 0 || seconds > FrameRef.MAX_PTS.toSeconds()) {
      throw new Refusal("The timestamp is not a time in a video: " + seconds + ".");
    }
    return Duration.ofNanos(
        new BigDecimal(text).multiply(NANOS).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  String place() {
    return place;
  }

  @Nullable
  String video() {
    return video;
  }

  LabelledImage labelled(@Nullable String videoName) {
    if (id == null) {
      throw new Refusal("The id is missing.");
    }
    return new LabelledImage(id, file, width, height, videoName, frame, time);
  }
}
