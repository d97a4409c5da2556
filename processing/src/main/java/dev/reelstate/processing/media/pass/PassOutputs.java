package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.CodecName;
import dev.reelstate.processing.media.packaging.DashManifest;
import dev.reelstate.processing.media.packaging.HlsRendition;
import dev.reelstate.processing.media.packaging.MasterPlaylist;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.PictureMeter;
import dev.reelstate.processing.media.picture.QualityMeter;
import dev.reelstate.processing.media.sound.SoundMeter;
import dev.reelstate.processing.media.sound.Waveform;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.Storyboard;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a pass makes: checks each thing once it is there and says what it is. */
final class PassOutputs {

  static final String HLS_FOLDER = "hls";

  /** The sound alone. */
  static final String SOUND = "sound.m4a";

  private static final String CUES = "cues.vtt";
  private static final String PLAYLIST_TYPE = "application/vnd.apple.mpegurl";

  private record Video(
      RenderSpec.Rung rung, PacketSource source, HlsRendition rendition, boolean copied) {}

  private final PassPlan plan;
  private final OutputBudget budget;
  private final PassWarnings warnings;
  private final List<Video> videos = new ArrayList<>();
  private final List<RenderResult.Output> outputs = new ArrayList<>();
  private @Nullable HlsRendition audio;
  private int channels;
  private @Nullable Poster poster;
  private @Nullable Storyboard storyboard;
  private @Nullable Preview preview;
  private final Map<String, String> encoders = new LinkedHashMap<>();
  private final Map<String, QualityMeter> qualityMeters = new LinkedHashMap<>();
  private List<SubtitleTrack> subtitles = List.of();
  private final List<PartFile> parts = new ArrayList<>();
  private final List<EncodeLane> partLanes = new ArrayList<>();
  private @Nullable Waveform waveform;
  private @Nullable SoundMeter soundMeter;
  private @Nullable PictureMeter pictureMeter;

  PassOutputs(PassPlan plan, OutputBudget budget, PassWarnings warnings) {
    this.plan = plan;
    this.budget = budget;
    this.warnings = warnings;
  }

  /** To be called for each rung, largest first. */
  void rung(RenderSpec.Rung rung, PacketSource source, HlsRendition rendition) {
    videos.add(new Video(rung, source, rendition, plan.copiesVideo() && videos.isEmpty()));
  }

  void audio(int channelCount, HlsRendition rendition) {
    audio = rendition;
    channels = channelCount;
  }

  void stills(
      @Nullable Poster newPoster,
      @Nullable Storyboard newStoryboard,
      @Nullable Preview newPreview) {
    poster = newPoster;
    storyboard = newStoryboard;
    preview = newPreview;
  }

  /** Notes which encoder a rung is encoded with. */
  void encoder(RenderSpec.Rung rung, String name) {
    encoders.put(rung.name(), name);
  }

  /** Notes what compares a rung with the source. */
  void quality(RenderSpec.Rung rung, QualityMeter meter) {
    qualityMeters.put(rung.name(), meter);
  }

  void part(PartFile file, EncodeLane lane) {
    parts.add(file);
    partLanes.add(lane);
  }

  void subtitles(List<SubtitleTrack> tracks) {
    subtitles = tracks;
  }

  void waveform(Waveform newWaveform) {
    waveform = newWaveform;
  }

  void soundMeter(SoundMeter meter) {
    soundMeter = meter;
  }

  void pictureMeter(PictureMeter meter) {
    pictureMeter = meter;
  }

  String mp4Name() {
    return plan.makesVideo() ? "video.mp4" : "audio.m4a";
  }

  RenderResult finish() throws MediaException, LibavException, IOException {
    OutputCheck check = new OutputCheck(plan);
    addParts();
    addStills();
    addWaveform();
    addSubtitles();
    addMp4(check);
    addSound(check);
    addHls(check);
    return new RenderResult(
        outputs,
        plan.spec().copying(),
        encoders,
        quality(),
        soundMeter == null ? null : soundMeter.loudness(),
        marks(),
        warnings.sentences());
  }

  private Map<String, Quality> quality() {
    return qualityMeters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().quality()));
  }

  private @Nullable Marks marks() {
    if (!plan.spec().extras().marks()) {
      return null;
    }
    List<Marks.Range> silent = soundMeter == null ? List.of() : soundMeter.silences();
    if (pictureMeter == null) {
      return new Marks(List.of(), List.of(), List.of(), silent);
    }
    Marks seen = pictureMeter.marks(silent);
    return plan.isPart() ? seen : seen.lasting();
  }

  private void addParts() throws MediaException, IOException {
    for (int i = 0; i < parts.size(); i++) {
      PartFile part = parts.get(i);
      part.check(partLanes.get(i).encoded());
      RenderSpec.Rung rung = plan.rungs().get(i);
      Duration length = TimeBase.MEDIA.duration(plan.until() - plan.from());
      add(
          RenderResult.PART,
          rung.name(),
          part.name(),
          "video/mp4",
          size(rung),
          length,
          part.bytes(),
          1,
          false);
    }
  }

  private void addSubtitles() throws IOException {
    for (SubtitleTrack track : subtitles) {
      String path = subtitleFolder(track) + "/" + CUES;
      budget.write(plan.folder().resolve(path), track.webVtt().getBytes(StandardCharsets.UTF_8));
      add(Artifact.SUBTITLES, track.name(), path, "text/vtt", null, null, size(path), 1, false);
    }
  }

  private static String subtitleFolder(SubtitleTrack track) {
    return HLS_FOLDER + "/subtitles-" + track.name();
  }

  /** Returns the bytes of their playlists. */
  private long addSubtitles(MasterPlaylist master) throws IOException {
    long bytes = 0;
    for (SubtitleTrack track : subtitles) {
      String playlist = subtitleFolder(track) + "/" + HlsRendition.PLAYLIST;
      budget.write(
          plan.folder().resolve(playlist), track.playlist(CUES).getBytes(StandardCharsets.UTF_8));
      master.addSubtitles("subtitles-" + track.name(), track.language());
      bytes += size(playlist);
    }
    return bytes;
  }

  private void addWaveform() throws LibavException, IOException {
    if (waveform == null) {
      return;
    }
    budget.write(plan.folder().resolve(Waveform.DATA), waveform.json());
    budget.write(plan.folder().resolve(Waveform.PICTURE), waveform.png());
    add(
        Artifact.WAVEFORM_DATA,
        "waveform",
        Waveform.DATA,
        "application/json",
        null,
        null,
        size(Waveform.DATA),
        1,
        false);
    add(
        Artifact.WAVEFORM,
        "waveform",
        Waveform.PICTURE,
        "image/png",
        Waveform.SIZE,
        null,
        size(Waveform.PICTURE),
        1,
        false);
  }

  private void addStills() throws IOException {
    if (poster != null) {
      addPicture(Artifact.POSTER, PictureLane.POSTER, poster.size());
    }
    if (storyboard != null) {
      addPicture(Artifact.STORYBOARD, Storyboard.SPRITE, storyboard.size());
      add(
          Artifact.STORYBOARD_CUES,
          "storyboard",
          Storyboard.CUES,
          "text/vtt",
          null,
          null,
          size(Storyboard.CUES),
          1,
          false);
    }
    if (preview != null) {
      add(
          Artifact.PREVIEW,
          "preview",
          Preview.FILE,
          "image/webp",
          preview.size(),
          null,
          size(Preview.FILE),
          1,
          false);
    }
  }

  private void addPicture(String kind, String path, PictureSize size) throws IOException {
    add(kind, kind, path, "image/jpeg", size, null, size(path), 1, false);
  }

  private void addMp4(OutputCheck check) throws MediaException, IOException {
    Path file = plan.folder().resolve(mp4Name());
    if (!plan.spec().mp4() || !Files.exists(file)) {
      return;
    }
    Duration duration = check.mp4(file, plan.makesVideo(), plan.audio().isPresent());
    boolean video = plan.makesVideo();
    PictureSize size = video ? size(plan.rungs().get(0)) : null;
    String name = video ? plan.rungs().get(0).name() : "audio";
    add(
        Artifact.MP4,
        name,
        mp4Name(),
        video ? "video/mp4" : "audio/mp4",
        size,
        duration,
        size(mp4Name()),
        1,
        video ? plan.copiesVideo() : plan.copiesAudio());
  }

  private void addSound(OutputCheck check) throws MediaException, IOException {
    Path file = plan.folder().resolve(SOUND);
    if (Files.exists(file)) {
      Duration duration = check.mp4(file, false, true);
      add(
          Artifact.SOUND,
          "sound",
          SOUND,
          "audio/mp4",
          null,
          duration,
          size(SOUND),
          1,
          plan.copiesAudio());
    }
  }

  private void addHls(OutputCheck check) throws MediaException, LibavException, IOException {
    if (videos.isEmpty() && audio == null) {
      return;
    }
    MasterPlaylist master = new MasterPlaylist();
    DashManifest dash = new DashManifest(plan.end(), plan.segment());
    long bytes = 0;
    int files = 1;
    List<RenderResult.Output> renditions = new ArrayList<>();
    for (Video video : videos) {
      PictureSize size = size(video.rung());
      double rate = plan.video().orElseThrow().frameRate();
      String codec = CodecName.of(video.source());
      master.addVideo(video.rung().name(), size, rate, codec, video.rendition());
      dash.addVideo(video.rung().name(), codec, size, rate, video.rendition());
      renditions.add(
          rendition(check, video.rung().name(), size, video.rendition(), video.copied()));
    }
    check.aligned(videos.stream().map(video -> video.rendition().starts()).toList());
    if (audio != null) {
      master.addAudio(audio, channels);
      dash.addAudio(MasterPlaylist.AUDIO, MasterPlaylist.AAC_LC, audio);
      renditions.add(rendition(check, MasterPlaylist.AUDIO, null, audio, plan.copiesAudio()));
    }
    bytes += addSubtitles(master);
    files += subtitles.size();
    String path = HLS_FOLDER + "/" + MasterPlaylist.NAME;
    String dashPath = HLS_FOLDER + "/" + DashManifest.NAME;
    budget.write(plan.folder().resolve(path), master.text().getBytes(StandardCharsets.UTF_8));
    budget.write(plan.folder().resolve(dashPath), dash.text().getBytes(StandardCharsets.UTF_8));
    for (RenderResult.Output output : renditions) {
      bytes += output.bytes();
      files += output.files();
    }
    PictureSize largest = videos.isEmpty() ? null : size(videos.get(0).rung());
    boolean copied = renditions.stream().allMatch(RenderResult.Output::copied);
    Duration duration = TimeBase.MEDIA.duration(plan.end());
    add(
        Artifact.HLS,
        "hls",
        path,
        PLAYLIST_TYPE,
        largest,
        duration,
        bytes + size(path),
        files,
        copied);
    add(
        Artifact.DASH,
        "dash",
        dashPath,
        DashManifest.TYPE,
        largest,
        duration,
        size(dashPath),
        1,
        copied);
    outputs.addAll(renditions);
  }

  private RenderResult.Output rendition(
      OutputCheck check,
      String name,
      @Nullable PictureSize size,
      HlsRendition rendition,
      boolean copied)
      throws MediaException, IOException {
    String path = HLS_FOLDER + "/" + name + "/" + HlsRendition.PLAYLIST;
    String keyFrames = HLS_FOLDER + "/" + name + "/" + HlsRendition.KEY_FRAMES;
    Duration duration = check.rendition(plan.folder().resolve(path), name, size != null);
    return output(
        Artifact.HLS_RENDITION,
        name,
        path,
        PLAYLIST_TYPE,
        size,
        duration,
        rendition.bytes() + size(path) + (size == null ? 0 : size(keyFrames)),
        rendition.fileCount(),
        copied);
  }

  private static PictureSize size(RenderSpec.Rung rung) {
    return new PictureSize(rung.width(), rung.height());
  }

  private long size(String path) throws IOException {
    return Files.size(plan.folder().resolve(path));
  }

  private void add(
      String kind,
      String name,
      String path,
      String type,
      @Nullable PictureSize size,
      @Nullable Duration duration,
      long bytes,
      int files,
      boolean copied) {
    outputs.add(output(kind, name, path, type, size, duration, bytes, files, copied));
  }

  private static RenderResult.Output output(
      String kind,
      String name,
      String path,
      String type,
      @Nullable PictureSize size,
      @Nullable Duration duration,
      long bytes,
      int files,
      boolean copied) {
    Integer width = size == null ? null : size.width();
    Integer height = size == null ? null : size.height();
    return new RenderResult.Output(
        kind, name, path, type, width, height, duration, bytes, files, copied);
  }
}
