package dev.reelstate.processing.worker;

import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.video.Artifact;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which outputs a pass may make, worked out on the host from what was asked for: a worker that was
 * taken over must not choose kinds, names, types or paths. Immutable.
 */
public final class ExpectedOutputs {

  private static final String JPEG = "image/jpeg";
  private static final String TEXT = "text/vtt";
  private static final String PLAYLIST = "application/vnd.apple.mpegurl";
  private static final String AUDIO = "audio";

  /** The place of a subtitle track, and its language if it is known, as in {@code 0-en}. */
  private static final Pattern SUBTITLES = Pattern.compile("[0-9]{1,3}(-[A-Za-z0-9-]{1,35})?");

  private record Key(String kind, String name, String path, String type) {}

  private final Set<Key> keys = new HashSet<>();
  private final boolean subtitles;

  private ExpectedOutputs(boolean subtitles) {
    this.subtitles = subtitles;
  }

  /** The outputs that a pass with this spec may make. */
  public static ExpectedOutputs of(RenderSpec spec) {
    ExpectedOutputs expected = new ExpectedOutputs(spec.extras().subtitles());
    expected.addFrames(spec);
    if (spec.part() == null) {
      expected.addStills(spec);
      expected.addSound(spec);
      expected.addStreams(spec);
    } else {
      for (Rung rung : spec.rungs()) {
        expected.add(RenderResult.PART, rung.name(), JoinedPart.fileName(rung), "video/mp4");
      }
    }
    return expected;
  }

  private void add(String kind, String name, String path, String type) {
    keys.add(new Key(kind, name, path, type));
  }

  private void addFrames(RenderSpec spec) {
    FrameSpec frames = spec.extras().frames();
    boolean whole = spec.part() == null;
    if (frames != null && (frames.map() || !whole)) {
      String kind = whole ? Artifact.FRAME_MAP : RenderResult.PART;
      add(kind, FrameSpec.MAP_NAME, FrameSpec.MAP_FILE, "application/json");
    }
    if (frames != null && frames.sampled() != null) {
      String kind = whole ? RenderResult.SAMPLES : RenderResult.PART;
      add(kind, FrameSpec.SAMPLES_NAME, SampledPictures.FILE, FrameSpec.SAMPLES_TYPE);
    }
  }

  private void addStills(RenderSpec spec) {
    if (spec.poster() != null) {
      add(Artifact.POSTER, Artifact.POSTER, "poster.jpg", JPEG);
    }
    if (spec.storyboard() != null) {
      add(Artifact.STORYBOARD, Artifact.STORYBOARD, "storyboard.jpg", JPEG);
      add(Artifact.STORYBOARD_CUES, "storyboard", "storyboard.vtt", TEXT);
    }
    if (spec.extras().preview() != null) {
      add(Artifact.PREVIEW, "preview", "preview.webp", "image/webp");
    }
  }

  private void addSound(RenderSpec spec) {
    if (spec.extras().waveform()) {
      add(Artifact.WAVEFORM_DATA, "waveform", "waveform.json", "application/json");
      add(Artifact.WAVEFORM, "waveform", "waveform.png", "image/png");
    }
    if (spec.extras().soundFile()) {
      add(Artifact.SOUND, "sound", "sound.m4a", "audio/mp4");
    }
  }

  private void addStreams(RenderSpec spec) {
    if (spec.mp4()) {
      spec.rungs().stream()
          .findFirst()
          .ifPresent(rung -> add(Artifact.MP4, rung.name(), "video.mp4", "video/mp4"));
      add(Artifact.MP4, AUDIO, "audio.m4a", "audio/mp4");
    }
    if (spec.hls()) {
      add(Artifact.HLS, "hls", "hls/master.m3u8", PLAYLIST);
      add(Artifact.CHAPTERS, "chapters", "hls/chapters.vtt", TEXT);
      add(Artifact.DASH, "dash", "hls/manifest.mpd", "application/dash+xml");
      spec.rungs().forEach(rung -> addRendition(rung.name()));
      addRendition(AUDIO);
      spec.sounds().forEach(sound -> addRendition(sound.name()));
    }
  }

  private void addRendition(String name) {
    add(Artifact.HLS_RENDITION, name, "hls/" + name + "/index.m3u8", PLAYLIST);
  }

  /** Whether a rung or a sound rendition of that name may be in the package. */
  public boolean hasRendition(String name) {
    return keys.stream()
        .anyMatch(key -> key.kind().equals(Artifact.HLS_RENDITION) && key.name().equals(name));
  }

  /** The first output that was not asked for, or is there twice. */
  public Optional<Output> unexpected(List<Output> outputs) {
    Set<Key> seen = new HashSet<>();
    return outputs.stream()
        .filter(output -> !isExpected(output) || !seen.add(key(output)))
        .findFirst();
  }

  private static Key key(Output output) {
    return new Key(output.kind(), output.name(), output.path(), output.contentType());
  }

  private boolean isExpected(Output output) {
    return keys.contains(key(output)) || (subtitles && isSubtitles(output));
  }

  private static boolean isSubtitles(Output output) {
    return output.kind().equals(Artifact.SUBTITLES)
        && output.contentType().equals(TEXT)
        && SUBTITLES.matcher(output.name()).matches()
        && output.path().equals("hls/subtitles-" + output.name() + "/cues.vtt");
  }
}
