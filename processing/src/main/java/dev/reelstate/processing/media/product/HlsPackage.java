package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.libav.Chapter;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.DashManifest;
import dev.reelstate.processing.media.packaging.HlsRendition;
import dev.reelstate.processing.media.packaging.MasterPlaylist;
import dev.reelstate.processing.media.packaging.PackagedSound;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The HLS package, subtitles included, and the DASH manifest over the same segments. */
public final class HlsPackage implements Product {

  /** The folder of the package, below the output folder. */
  public static final String FOLDER = "hls";

  private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

  private record Video(String name, PictureSize size, HlsRendition rendition, boolean copied) {}

  private final long end;
  private final long segment;
  private final List<Video> videos = new ArrayList<>();
  private final List<SubtitleTrack> subtitles = new ArrayList<>();
  private final List<PackagedSound> sounds = new ArrayList<>();
  private final List<Chapter> chapters = new ArrayList<>();

  /**
   * Creates a package without renditions.
   *
   * @param end the media's end in media ticks
   * @param segment target length of a segment in media ticks
   */
  public HlsPackage(long end, long segment) {
    this.end = end;
    this.segment = segment;
  }

  /** The path of a file of the package, relative to the output folder. */
  static String path(String folder, String file) {
    return FOLDER + "/" + folder + "/" + file;
  }

  /** Adds a rung; the largest comes first. */
  public void addVideo(String name, PictureSize size, HlsRendition rendition, boolean copied) {
    videos.add(new Video(name, size, rendition, copied));
  }

  /** Adds a sound rendition; the main one comes first. */
  public void addAudio(PackagedSound sound) {
    sounds.add(sound);
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
    if (videos.isEmpty() && sounds.isEmpty()) {
      return;
    }
    writePlaylists();
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

  /** All playlists have the same target duration (RFC 8216, section 6.2.4). */
  private void writePlaylists() throws IOException {
    List<HlsRendition> all = Stream.concat(
            videos.stream().map(Video::rendition), sounds.stream().map(PackagedSound::rendition))
        .toList();
    long target = all.stream().mapToLong(HlsRendition::longestSegment).max().orElse(1);
    for (HlsRendition rendition : all) {
      rendition.writePlaylists(target);
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

  private static Output rendition(
      OutputCheck check, Outputs into, String name, HlsRendition rendition, boolean video)
      throws MediaException, IOException {
    String playlist = path(name, HlsRendition.PLAYLIST);
    Duration duration = check.rendition(into.file(playlist), name, video);
    long bytes = rendition.bytes() + into.bytes(playlist);
    if (video) {
      bytes += into.bytes(path(name, HlsRendition.KEY_FRAMES));
    }
    return Output.of(Artifact.HLS_RENDITION, name, playlist, PLAYLIST_TYPE, bytes)
        .lasting(duration)
        .of(rendition.fileCount(), bytes);
  }

  /** Writes the playlists of the subtitles and returns their total size in bytes. */
  private long writeSubtitles(Outputs into) throws IOException {
    long bytes = 0;
    for (SubtitleTrack track : subtitles) {
      String playlist = path(track.folder(), HlsRendition.PLAYLIST);
      into.write(playlist, track.playlist());
      bytes += into.bytes(playlist);
    }
    return bytes;
  }

  private String masterPlaylist() throws IOException {
    MasterPlaylist master = new MasterPlaylist();
    for (Video video : videos) {
      master.addVideo(video.name(), video.size(), video.rendition());
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
      dash.addVideo(video.name(), video.size(), video.rendition());
    }
    sounds.forEach(dash::addAudio);
    SubtitleLabels.of(subtitles).forEach(dash::addSubtitles);
    return dash.text();
  }
}
