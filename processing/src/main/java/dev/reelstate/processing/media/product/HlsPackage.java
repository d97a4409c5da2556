package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.libav.Chapter;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.DashManifest;
import dev.reelstate.processing.media.packaging.HlsRendition;
import dev.reelstate.processing.media.packaging.MasterPlaylist;
import dev.reelstate.processing.media.packaging.PackagedRendition;
import dev.reelstate.processing.media.packaging.PackagedSound;
import dev.reelstate.processing.media.packaging.SoundLabel;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The HLS package, subtitles included, and the DASH manifest over the same segments. */
public final class HlsPackage implements Product {

  /** The folder of the package, below the output folder. */
  public static final String FOLDER = "hls";

  private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

  /** A rendition that is written to in this pass, or the facts of one that was made earlier. */
  private record Rendition(
      @Nullable HlsRendition made, @Nullable RenditionFacts adopted, boolean copied, int channels) {

    RenditionFacts facts() throws IOException {
      return adopted == null
          ? Objects.requireNonNull(made).facts().withChannels(channels)
          : adopted;
    }
  }

  private record Video(Rung rung, PackagedRendition rendition, boolean copied) {

    String name() {
      return rung.name();
    }

    PictureSize size() {
      return rung.size();
    }
  }

  private final long end;
  private final long segment;
  private final List<Rung> rungs;
  private final List<Sound> labels;
  private final Map<String, Rendition> all = new HashMap<>();
  private final List<Video> videos = new ArrayList<>();
  private final List<SubtitleTrack> subtitles = new ArrayList<>();
  private final List<PackagedSound> sounds = new ArrayList<>();
  private final List<Chapter> chapters = new ArrayList<>();

  /**
   * A sound rendition that may be in the package.
   *
   * @param name its folder
   * @param label what viewers are told about it
   */
  public record Sound(String name, SoundLabel label) {}

  /**
   * Creates a package without renditions.
   *
   * @param end the media's end in media ticks
   * @param segment target length of a segment in media ticks
   * @param rungs the rungs that may be in it, largest first
   * @param sounds the sound renditions that may be in it, the main one first
   */
  public HlsPackage(long end, long segment, List<Rung> rungs, List<Sound> sounds) {
    this.end = end;
    this.segment = segment;
    this.rungs = List.copyOf(rungs);
    this.labels = List.copyOf(sounds);
  }

  /** The path of a file of the package, relative to the output folder. */
  static String path(String folder, String file) {
    return FOLDER + "/" + folder + "/" + file;
  }

  /**
   * Adds a rendition.
   *
   * @param name that of a rung or a sound rendition
   * @param channels the number of channels, or 0 for pictures
   */
  public void add(String name, HlsRendition rendition, boolean copied, int channels) {
    all.put(name, new Rendition(rendition, null, copied, channels));
  }

  /** Adds a rendition that was made earlier, and whose segments somebody else adds. */
  public void adopt(String name, RenditionFacts facts, boolean copied) {
    all.put(name, new Rendition(null, facts, copied, facts.channels()));
  }

  /** Adds tracks whose cues are written by {@link SubtitleFile}. */
  public void addSubtitles(List<SubtitleTrack> tracks) {
    subtitles.addAll(tracks);
  }

  /**
   * Adds the chapters that the source states, if there are any.
   *
   * @param start presentation time of the media's start, in media ticks
   */
  public void addChapters(List<Chapter> stated, long start) {
    chapters.addAll(ChapterFiles.within(stated, start, end));
  }

  @Override
  public void finish(OutputCheck check, Outputs into) throws MediaException, IOException {
    if (all.isEmpty()) {
      return;
    }
    putInOrder();
    writePlaylists(into);
    List<Output> renditions = renditions(check, into);
    long textBytes = writeSubtitles(into) + ChapterFiles.write(chapters, into);
    String master = FOLDER + "/" + MasterPlaylist.NAME;
    String dash = FOLDER + "/" + DashManifest.NAME;
    into.write(master, masterPlaylist());
    into.write(dash, dashManifest());

    long bytes = textBytes + into.bytes(master) + sum(renditions, Output::bytes);
    int files =
        1 + subtitles.size() + (chapters.isEmpty() ? 0 : 1) + (int) sum(renditions, Output::files);
    boolean copied = renditions.stream().allMatch(Output::copied);
    Duration duration = TimeBase.MEDIA.duration(end);
    Output hls = into.describe(Artifact.HLS, "hls", master, PLAYLIST_TYPE)
        .lasting(duration)
        .of(files, bytes)
        .copied(copied);
    Output manifest = into.describe(Artifact.DASH, "dash", dash, DashManifest.TYPE)
        .lasting(duration)
        .copied(copied);
    into.add(withLargestSize(hls));
    into.add(withLargestSize(manifest));
    renditions.forEach(into::add);
  }

  private void putInOrder() throws IOException {
    for (Rung rung : rungs) {
      Rendition one = all.get(rung.name());
      if (one != null) {
        videos.add(new Video(rung, new PackagedRendition(one.facts()), one.copied()));
      }
    }
    for (Sound sound : labels) {
      Rendition one = all.get(sound.name());
      if (one != null) {
        PackagedRendition rendition = new PackagedRendition(one.facts());
        int channels = rendition.facts().channels();
        sounds.add(
            new PackagedSound(sound.name(), sound.label(), rendition, channels, one.copied()));
      }
    }
  }

  /**
   * What was written of each rendition, by its name; empty if that is too much to hand on. Call
   * after {@link #finish}.
   */
  public Map<String, RenditionFacts> facts() {
    Map<String, RenditionFacts> facts = new HashMap<>();
    videos.forEach(video -> facts.put(video.name(), video.rendition().facts()));
    sounds.forEach(sound -> facts.put(sound.name(), sound.rendition().facts()));
    int segments = facts.values().stream().mapToInt(one -> one.starts().size()).sum();
    return segments <= RenditionFacts.MOST_SEGMENTS ? facts : Map.of();
  }

  /** All playlists have the same target duration (RFC 8216, section 6.2.4). */
  private void writePlaylists(Outputs into) throws IOException {
    Map<String, PackagedRendition> renditions = new LinkedHashMap<>();
    videos.forEach(video -> renditions.put(video.name(), video.rendition()));
    sounds.forEach(sound -> renditions.put(sound.name(), sound.rendition()));
    long target = renditions.values().stream()
        .mapToLong(PackagedRendition::longestSegment)
        .max()
        .orElse(1);
    for (Map.Entry<String, PackagedRendition> one : renditions.entrySet()) {
      into.writePlaylists(FOLDER + "/" + one.getKey(), one.getValue(), target);
    }
  }

  private Output withLargestSize(Output output) {
    return videos.isEmpty() ? output : output.withSize(videos.get(0).size());
  }

  private static long sum(List<Output> outputs, ToLongFunction<Output> value) {
    return outputs.stream().mapToLong(value).sum();
  }

  private List<Output> renditions(OutputCheck check, Outputs into)
      throws MediaException, IOException {
    List<Output> renditions = new ArrayList<>();
    for (Video video : videos) {
      Output output = rendition(check, into, video.name(), video.rendition(), true);
      renditions.add(output.withSize(video.size()).copied(video.copied()));
    }
    check.aligned(videos.stream().map(video -> video.rendition().starts()).toList());
    for (PackagedSound sound : sounds) {
      Output output = rendition(check, into, sound.name(), sound.rendition(), false);
      renditions.add(output.copied(sound.copied()));
    }
    return renditions;
  }

  private Output rendition(
      OutputCheck check, Outputs into, String name, PackagedRendition rendition, boolean video)
      throws MediaException, IOException {
    String playlist = path(name, PackagedRendition.PLAYLIST);
    boolean isMade = Objects.requireNonNull(all.get(name)).made() != null;
    Duration duration = isMade
        ? check.rendition(into.file(playlist), name, video)
        : check.adopted(name, rendition.length());
    long bytes = rendition.bytes() + into.bytes(playlist);
    if (video) {
      bytes += into.bytes(path(name, PackagedRendition.KEY_FRAMES));
    }
    return Output.of(Artifact.HLS_RENDITION, name, playlist, PLAYLIST_TYPE, bytes)
        .lasting(duration)
        .of(rendition.fileCount(), bytes);
  }

  /** Writes the playlists of the subtitles and returns their total size in bytes. */
  private long writeSubtitles(Outputs into) throws IOException {
    long bytes = 0;
    for (SubtitleTrack track : subtitles) {
      String playlist = path(track.folder(), PackagedRendition.PLAYLIST);
      into.write(playlist, track.playlist());
      bytes += into.bytes(playlist);
    }
    return bytes;
  }

  private String masterPlaylist() throws IOException {
    MasterPlaylist master = new MasterPlaylist();
    for (Video video : videos) {
      master.addVideo(video.rung(), video.rendition());
    }
    sounds.forEach(master::addAudio);
    SubtitleLabels.of(subtitles).forEach(master::addSubtitles);
    if (!chapters.isEmpty()) {
      master.addChapters(ChapterFiles.JSON);
    }
    return master.text();
  }

  private String dashManifest() throws IOException {
    DashManifest dash = new DashManifest(end, segment);
    for (Video video : videos) {
      dash.addVideo(video.rung(), video.rendition());
    }
    sounds.forEach(dash::addAudio);
    SubtitleLabels.of(subtitles).forEach(dash::addSubtitles);
    return dash.text();
  }
}
