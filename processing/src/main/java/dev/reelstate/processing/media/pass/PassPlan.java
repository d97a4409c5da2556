package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Adoption;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.SoundLabels;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.probe.CopyTrial;
import dev.reelstate.processing.media.probe.SourceNotes;
import dev.reelstate.processing.media.product.LeftOutSubtitles;
import dev.reelstate.processing.media.product.SubtitleTrack;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SoundPlan;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The work of one pass. Times are media ticks from the media's start. */
public final class PassPlan {

  private static final int[] USUAL_RATES = {48_000, 44_100};

  /** Subtitle tracks beyond this number are ignored. */
  private static final int MOST_SUBTITLES = 16;

  private static final long LONGEST_SHOWN = 3600L * TimeBase.MEDIA.den();

  /** The number of samples in an AAC frame. */
  private static final int SOUND_FRAME = 1024;

  /** A film with this many groups of pictures has enough key frames for its stills. */
  private static final int LONG_IN_GROUPS = 12;

  /** Key frames that are no further apart serve a shorter film, too, in media ticks. */
  private static final long FREQUENT = TimeBase.MEDIA.den();

  /** A film with fewer groups of pictures is short, and decoded at little cost. */
  private static final int FEW_GROUPS = 4;

  private final PassRequest request;
  private final MediaInfo media;
  private final RenderSpec spec;
  private final MediaLimits limits;
  private final boolean fromTheBeginning;
  private final List<SoundRendition> sounds;

  /**
   * Creates a plan.
   *
   * @param limits what the source may demand and the outputs may take
   */
  public PassPlan(PassRequest request, MediaLimits limits) {
    this(request, limits, false, SoundPlan.of(request));
  }

  private PassPlan(
      PassRequest request,
      MediaLimits limits,
      boolean fromTheBeginning,
      List<SoundRendition> sounds) {
    this.request = request;
    this.media = request.media();
    this.spec = request.spec();
    this.limits = limits;
    this.fromTheBeginning = fromTheBeginning;
    this.sounds = sounds;
  }

  /** The same, without parts: rungs are encoded in this pass. */
  PassPlan withoutParts() {
    return new PassPlan(request.withParts(List.of()), limits, fromTheBeginning, sounds);
  }

  /** The same, reaching a part by decoding from the beginning rather than by seeking. */
  PassPlan reachedFromTheBeginning() {
    return new PassPlan(request, limits, true, sounds);
  }

  /** The same without the sound that cannot be made as planned, or with more channels for it. */
  PassPlan after(SoundRefused refused) {
    boolean copied = copiesAudio() && refused.names().contains(sounds.get(0).name());
    Copying copying = copied
        ? spec.copying().without(new CopyRefused(false, CopyObstacle.NOT_USED))
        : spec.copying();
    return new PassPlan(
        request.with(spec.withCopying(copying)),
        limits,
        fromTheBeginning,
        SoundPlan.after(refused, sounds));
  }

  /**
   * The same with different copying. If pictures are no longer copied, parts are dropped, since
   * none contains their rung, and nothing is adopted, since the other rungs are cut elsewhere.
   */
  PassPlan withCopying(Copying copying) {
    boolean missing = copiesVideo() && !copying.copiesVideo();
    PassRequest other = request.with(spec.withCopying(copying));
    PassRequest next = missing ? other.withParts(List.of()).adopting(Adoption.NONE) : other;
    return new PassPlan(next, limits, fromTheBeginning, sounds);
  }

  /** The same, if nothing were adopted. */
  private PassPlan whole() {
    return new PassPlan(request.adopting(Adoption.NONE), limits, fromTheBeginning, sounds);
  }

  /** What this pass need not make. */
  Adoption adoption() {
    return request.adoption();
  }

  private boolean isMissing(Adoption.Product product) {
    return !adoption().outputs().contains(product);
  }

  /** Whether a part is reached by decoding from the beginning. */
  boolean fromTheBeginning() {
    return fromTheBeginning;
  }

  /** Opens the source as its inspection found it must be read. */
  Demuxer openSource() throws MediaException {
    Demuxer demuxer = Demuxer.open(request.source(), request.container(), limits);
    if (media.clockRepaired()) {
      demuxer.repairClock();
    }
    demuxer.believeOnly(start(), start() + end());
    return demuxer;
  }

  RenderSpec spec() {
    return spec;
  }

  MediaLimits limits() {
    return limits;
  }

  /**
   * The pictures times pixels that may be decoded; more may come to light than in the inspection.
   */
  long mostPixels() {
    return limits.decodedPixels(media.bytes());
  }

  Path folder() {
    return request.outputFolder();
  }

  /** The track whose pictures are used, if any. */
  Optional<VideoTrack> video() {
    return !spec.rungs().isEmpty()
            || wantsStills()
            || spec.extras().marks()
            || spec.extras().frames() != null
        ? media.video().filter(VideoTrack::decodable)
        : Optional.empty();
  }

  /** The sound renditions that are made or analysed, the main one first. */
  List<SoundRendition> sounds() {
    return sounds;
  }

  /** The main sound rendition, if sound is encoded or copied. */
  Optional<SoundRendition> audio() {
    boolean wanted = spec.audio() != null && (spec.hls() || spec.mp4() || wantsSoundFile());
    return wanted ? sounds.stream().findFirst() : Optional.empty();
  }

  /** Whether the outputs have a separate file for the sound. */
  private boolean wantsSoundFile() {
    return spec.extras().soundFile() && !isPart();
  }

  /** Whether the sound is also written to a separate file. */
  boolean makesSoundFile() {
    return wantsSoundFile() && isMissing(Adoption.Product.SOUND);
  }

  /** Whether an MP4 file is made. */
  boolean makesMp4() {
    return spec.mp4() && !isPart() && isMissing(Adoption.Product.MP4);
  }

  /** Whether a waveform is made. */
  boolean makesWaveform() {
    return spec.extras().waveform() && isMissing(Adoption.Product.WAVEFORM);
  }

  /** Whether the outputs have any still picture. */
  private boolean wantsStills() {
    return spec.poster() != null || spec.storyboard() != null || spec.extras().preview() != null;
  }

  /** Whether any still picture is made. */
  boolean makesStills() {
    return poster() != null || storyboard() != null || preview() != null;
  }

  /** The poster to make, if any. */
  RenderSpec.@Nullable PosterSpec poster() {
    return isMissing(Adoption.Product.POSTER) ? spec.poster() : null;
  }

  /** The storyboard to make, if any. */
  RenderSpec.@Nullable StoryboardSpec storyboard() {
    return isMissing(Adoption.Product.STORYBOARD) ? spec.storyboard() : null;
  }

  /** The preview to make, if any. */
  RenderSpec.@Nullable PreviewSpec preview() {
    return isMissing(Adoption.Product.PREVIEW) ? spec.extras().preview() : null;
  }

  /** Whether scenes, and black and frozen pictures, are found; only if rungs are encoded. */
  boolean makesPictureMarks() {
    return spec.extras().marks() && isMissing(Adoption.Product.PICTURE_MARKS) && encodesPictures();
  }

  /** The sound renditions whose tracks are decoded, to be encoded or analysed. */
  List<SoundRendition> heard() {
    boolean listens = spec.extras().marks() && isMissing(Adoption.Product.SILENCES);
    boolean looked = makesWaveform() || listens;
    return sounds.stream()
        .filter(sound -> (looked && isMain(sound)) || encodes(sound))
        .toList();
  }

  /** Whether a sound rendition is encoded in this pass. */
  boolean encodes(SoundRendition sound) {
    return audio().isPresent() && !(isMain(sound) && copiesAudio()) && isMissing(sound);
  }

  /** Whether the main sound is copied in this pass. */
  boolean makesCopyOfSound() {
    return copiesAudio() && isMissing(sounds.get(0));
  }

  private boolean isMissing(SoundRendition sound) {
    return spec.hls()
        ? !adoption().renditions().containsKey(sound.name())
        : makesMp4() || makesSoundFile();
  }

  /** Whether a rendition is the main one. */
  boolean isMain(SoundRendition sound) {
    return sound.equals(sounds.get(0));
  }

  /** The format in which the sound of a rendition is processed. */
  PcmFormat pcm(SoundRendition sound) {
    int rate = sampleRate(track(sound));
    return new PcmFormat(rate, sound.channels(), SOUND_FRAME);
  }

  /** What viewers are told about the sound renditions. */
  SoundLabels soundLabels() {
    return new SoundLabels(sounds, media);
  }

  /** The first track of a rendition. */
  AudioTrack track(SoundRendition sound) {
    int index = sound.sources().get(0).index();
    return media.audioTracks().stream()
        .filter(track -> track.index() == index)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Keeps the usual rates. Another rate becomes the usual one that is a whole multiple of it, or
   * else the more common one.
   */
  private static int sampleRate(AudioTrack track) {
    for (int rate : USUAL_RATES) {
      if (track.sampleRate() > 0 && rate % track.sampleRate() == 0) {
        return rate;
      }
    }
    return USUAL_RATES[0];
  }

  /** The picture in a file of sound that becomes the poster, if one is wanted. */
  Optional<OtherTrack> cover() {
    return poster() != null && !isPart() && media.videoTracks().isEmpty()
        ? media.otherTracks().stream().filter(OtherTrack::picture).findFirst()
        : Optional.empty();
  }

  /** The subtitle tracks that are converted, if any. */
  List<OtherTrack> subtitles() {
    return spec.extras().subtitles() && !isPart()
        ? media.otherTracks().stream()
            .filter(SubtitleTrack::isText)
            .limit(MOST_SUBTITLES)
            .toList()
        : List.of();
  }

  /** One sentence for each subtitle track that a package or an MP4 file could have had. */
  List<String> leftOutSubtitles() {
    return !isPart() && (makesVideo() || !sounds().isEmpty())
        ? LeftOutSubtitles.of(media.otherTracks(), spec.extras().subtitles(), subtitles())
        : List.of();
  }

  /** The sound tracks that are not in the outputs although they should be. */
  List<AudioTrack> lostSound() {
    return isPart() ? List.of() : SoundPlan.lost(media, spec);
  }

  /** Whether there are pictures, but none that can be decoded. */
  boolean picturesAreLost() {
    return media.video().isPresent()
        && media.video().filter(VideoTrack::decodable).isEmpty();
  }

  /** What people should know of the source, one sentence each. */
  List<String> sourceNotes() {
    if (isPart()) {
      return List.of();
    }
    List<String> notes = new ArrayList<>(SourceNotes.length(media));
    if (video().isPresent() || picturesAreLost()) {
      notes.addAll(SourceNotes.otherPictures(media));
    }
    notes.addAll(SourceNotes.data(media));
    return notes;
  }

  /** The rungs that are made, largest first; none if pictures are only sampled or analysed. */
  List<RenderSpec.Rung> rungs() {
    return video().isPresent() && (spec.hls() || spec.mp4()) ? spec.rungs() : List.of();
  }

  private boolean isMissing(RenderSpec.Rung rung) {
    boolean isAdopted = adoption().renditions().containsKey(rung.name())
        || (!spec.hls() && !isMissing(Adoption.Product.MP4))
        || (!adoption().pictures().isEmpty() && rung.equals(rungs().get(0)))
        || (spec.part() != null && spec.part().adopted().contains(rung.name()));
    return !isAdopted;
  }

  /** The largest rung, if its packets come from an earlier run of the video and are needed. */
  Optional<RenderSpec.Rung> adoptedPictures() {
    return makesVideo() && !adoption().pictures().isEmpty()
        ? Optional.of(rungs().get(0))
        : Optional.empty();
  }

  /** Whether the packets of the largest rung are there already and follow the sound. */
  boolean picturesWaitForSound() {
    List<RenderSpec.Rung> joined = joinedRungs();
    return adoptedPictures().isPresent()
        || (!joined.isEmpty() && joined.get(0).equals(rungs().get(0)));
  }

  /** Whether moving pictures are made. */
  boolean makesVideo() {
    return !rungs().isEmpty();
  }

  /** Whether the first rung is a copy of the source's pictures. */
  boolean copiesVideo() {
    return makesVideo() && spec.copying().copiesVideo();
  }

  /** Whether the first rung is copied in this pass. */
  boolean makesCopyOfVideo() {
    return copiesVideo() && isMissing(rungs().get(0));
  }

  /**
   * Whether every picture is decoded, since it is copied and that was asked for or costs little.
   */
  boolean checksEveryPicture() {
    return copiesVideo()
        && (spec.copying().everyPicture() || video().filter(CopyTrial::isCheap).isPresent());
  }

  /** Whether the sound is a copy of the source's. */
  boolean copiesAudio() {
    return audio().isPresent() && spec.copying().copiesAudio();
  }

  /** The rungs that are encoded in this pass, largest first. */
  List<RenderSpec.Rung> encodedRungs() {
    return request.parts().isEmpty() ? missing(notCopiedRungs()) : List.of();
  }

  /** The rungs that have already been encoded, in parts, largest first. */
  List<RenderSpec.Rung> joinedRungs() {
    return request.parts().isEmpty() ? List.of() : missing(notCopiedRungs());
  }

  private List<RenderSpec.Rung> missing(List<RenderSpec.Rung> some) {
    return some.stream().filter(this::isMissing).toList();
  }

  /**
   * Whether the decoded pictures are treated as those of encoded rungs: in this pass, or in the
   * earlier one whose rungs it adopts.
   */
  boolean encodesPictures() {
    return request.parts().isEmpty() && !notCopiedRungs().isEmpty();
  }

  /** Whether the decoded pictures are scaled to the sizes of rungs and to the standard sizes. */
  boolean scalesPictures() {
    return encodesPictures()
        && (makesStills() || makesPictureMarks() || !encodedRungs().isEmpty());
  }

  private List<RenderSpec.Rung> notCopiedRungs() {
    return copiesVideo() ? rungs().subList(1, rungs().size()) : rungs();
  }

  /** The parts in which rungs have already been encoded. */
  List<JoinedPart> joinedParts() {
    return request.parts();
  }

  /** Whether only a part of the film is encoded. */
  boolean isPart() {
    return spec.part() != null;
  }

  /** Where the encoded part begins; the media's start if the whole film is encoded. */
  long from() {
    RenderSpec.Part part = spec.part();
    return part == null ? 0 : TimeBase.MEDIA.ticks(part.from());
  }

  /** Where the encoded part ends; the media's end if the whole film is encoded. */
  long until() {
    RenderSpec.Part part = spec.part();
    return part == null ? end() : Math.min(end(), TimeBase.MEDIA.ticks(part.until()));
  }

  /** Whether any picture has to be decoded. */
  boolean decodesPictures() {
    return video().isPresent()
        && (makesStills() || marksKeyFrames() || scalesPictures() || countsDecodedPictures());
  }

  /** Whether marks are looked for on key frames, since no rung is encoded. */
  boolean marksKeyFrames() {
    return video().isPresent()
        && spec.extras().marks()
        && isMissing(Adoption.Product.PICTURE_MARKS)
        && notCopiedRungs().isEmpty();
  }

  /**
   * Whether the pictures are noted one by one. The parts of a film have done so when they are
   * joined.
   */
  boolean countsPictures() {
    return video().isPresent()
        && spec.extras().frames() != null
        && (isMissing(Adoption.Product.FRAME_MAP) || sampled().isPresent())
        && (joinedParts().isEmpty() || sampled().isPresent());
  }

  /** Whether the map of the frames is an output of this pass. */
  boolean makesFrameMap() {
    FrameSpec frames = spec.extras().frames();
    return frames != null && ((frames.map() && isMissing(Adoption.Product.FRAME_MAP)) || isPart());
  }

  /** Whether every picture is decoded to be counted; what is copied has one in each packet. */
  boolean countsDecodedPictures() {
    return countsPictures() && (!copiesVideo() || sampled().isPresent());
  }

  /** The frames that are kept as pictures, if any. */
  Optional<SampledFrames> sampled() {
    return Optional.ofNullable(spec.extras().frames()).map(FrameSpec::sampled);
  }

  /** The sizes to which decoded pictures are scaled. */
  SizeTree sizes() {
    VideoTrack track = video().orElseThrow();
    return SizeTree.of(track, sizes(false)).keeping(track.range(), sizes(true));
  }

  private List<PictureSize> sizes(boolean hdr) {
    return encodedRungs().stream()
        .filter(rung -> rung.hdr() == hdr)
        .map(RenderSpec.Rung::size)
        .distinct()
        .toList();
  }

  /**
   * Whether key frames alone are decoded. What is adopted does not change it, so that whatever is
   * made is as it would be with everything else.
   */
  boolean keyFramesSuffice() {
    PassPlan whole = whole();
    return !whole.encodesPictures()
        && !whole.checksEveryPicture()
        && !whole.countsDecodedPictures()
        && (wantsStills() ? keyFramesServe() : !isTransparent());
  }

  /**
   * Whether there is an alpha channel, whose key pictures are not those of the pictures beside it.
   */
  private boolean isTransparent() {
    return "yuva420p".equals(video().orElseThrow().pixelFormat());
  }

  /**
   * Whether stills are made of key frames, as these are frequent or the film is long. It depends on
   * the file alone, so that the poster is the same in every pass over it.
   */
  boolean keyFramesServe() {
    VideoTrack track = video().orElseThrow();
    long group = TimeBase.MEDIA.ticks(track.longestGroup());
    boolean many = LONG_IN_GROUPS * group <= end();
    boolean frequent = group <= FREQUENT && FEW_GROUPS * group <= end();
    return !isTransparent() && (many || frequent);
  }

  /** Mean pictures a second of the encoded rungs; 0 if unknown. */
  double frameRate() {
    return FrameRateCap.rate(video().orElseThrow(), spec.pictures().maxFrameRate());
  }

  /** Decides which pictures are left out of the encoded rungs; a new one for each use. */
  FrameRateCap frameRateCap() {
    return FrameRateCap.of(video().orElseThrow(), spec.pictures().maxFrameRate());
  }

  /** What is seen through transparent pictures, as 0xRRGGBB. */
  int background() {
    return spec.pictures().background();
  }

  DisplayTurn turn() {
    return video()
        .map(track -> new DisplayTurn(track.rotation(), track.mirrored()))
        .orElse(DisplayTurn.NONE);
  }

  /** Presentation time of the media's start, in the file's own time. */
  long start() {
    return TimeBase.MEDIA.ticks(media.start());
  }

  /** The source's own time at which its presentation starts. */
  Duration sourceStart() {
    return media.start();
  }

  /** Where every output ends; at least one tick. */
  long end() {
    return Math.max(1, TimeBase.MEDIA.ticks(media.duration()));
  }

  /** The target length of a segment, in media ticks. */
  long segment() {
    return Math.max(1, TimeBase.MEDIA.ticks(spec.segment()));
  }

  /**
   * The time, in media ticks, after which a picture that stays is shown again: a segment needs a
   * key frame to begin with, and files cannot say that a picture stays for many hours.
   */
  long longestShown() {
    return spec.hls() ? segment() : LONGEST_SHOWN;
  }

  /** The time between key frames of encoded rungs, in media ticks. */
  long group() {
    return Math.max(1, TimeBase.MEDIA.ticks(spec.keyFrames()));
  }
}
