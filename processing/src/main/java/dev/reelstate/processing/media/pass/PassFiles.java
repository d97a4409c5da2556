package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.libav.Chapter;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.packaging.HlsRendition;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import dev.reelstate.processing.media.packaging.SoundLabels;
import dev.reelstate.processing.media.product.HlsPackage;
import dev.reelstate.processing.media.product.Mp4Product;
import dev.reelstate.processing.media.product.Mp4Product.Content;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.SubtitleTrack;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that packets are written to: the MP4, the sound alone, and the renditions of the HLS
 * package.
 */
final class PassFiles {

  private static final String VIDEO = "video.mp4";
  private static final String AUDIO = "audio.m4a";
  private static final String SOUND = "sound.m4a";

  private final PassRun run;
  private final PassPlan plan;
  private final HlsPackage hls;
  private final SoundLabels labels;
  private final @Nullable Mp4Product mp4;
  private final @Nullable Mp4Product soundFile;

  /**
   * Opens the files that several streams share.
   *
   * @param video the source of the largest rung, or null if there are no moving pictures
   * @param sound the source of the sound, or null if there is none
   */
  PassFiles(PassRun run, @Nullable PacketSource video, @Nullable PacketSource sound)
      throws LibavException, IOException {
    this.run = run;
    this.plan = run.plan();
    this.labels = plan.soundLabels();
    this.hls = new HlsPackage(
        plan.end(),
        plan.segment(),
        plan.rungs(),
        plan.sounds().stream()
            .map(one -> new HlsPackage.Sound(one.name(), labels.of(one)))
            .toList());
    adoptRenditions();
    List<PacketSource> sources =
        Stream.of(video, sound).flatMap(Stream::ofNullable).toList();
    this.mp4 = plan.makesMp4() && !sources.isEmpty() ? open(mp4Content(), sources) : null;
    this.soundFile =
        plan.makesSoundFile() && sound != null ? open(soundContent(), List.of(sound)) : null;
  }

  private void adoptRenditions() {
    for (Rung rung : plan.rungs()) {
      adopt(rung.name(), plan.copiesVideo() && isLargest(rung));
    }
    for (SoundRendition sound : plan.sounds()) {
      adopt(sound.name(), plan.isMain(sound) && plan.copiesAudio());
    }
  }

  private void adopt(String name, boolean copied) {
    RenditionFacts facts = plan.adoption().renditions().get(name);
    if (facts != null && plan.spec().hls() && !plan.isPart()) {
      hls.adopt(name, facts, copied);
    }
  }

  /** The sinks for the packets of the largest rung, if an earlier run of the video made it. */
  List<PacketSink> adopted() {
    return mp4 == null ? List.of() : List.of(mp4.file().track(0));
  }

  private Mp4Product open(Content content, List<PacketSource> sources)
      throws LibavException, IOException {
    Mp4File file = new Mp4File(
        plan.folder().resolve(content.path()),
        run.budget(),
        sources,
        plan.picturesWaitForSound(),
        stream -> {});
    return new Mp4Product(run.scope().own(file, Mp4File::close), content);
  }

  private Content mp4Content() {
    boolean sound = plan.audio().isPresent();
    if (!plan.makesVideo()) {
      return new Content(Artifact.MP4, "audio", AUDIO, null, sound, plan.copiesAudio());
    }
    Rung largest = plan.rungs().get(0);
    return new Content(
        Artifact.MP4, largest.name(), VIDEO, size(largest), sound, plan.copiesVideo());
  }

  private Content soundContent() {
    return new Content(Artifact.SOUND, "sound", SOUND, null, true, plan.copiesAudio());
  }

  private static PictureSize size(Rung rung) {
    return new PictureSize(rung.width(), rung.height());
  }

  /** Whether a rung shares a file with the sound. */
  boolean besideSound(Rung rung) {
    return isLargest(rung) && mp4 != null && plan.audio().isPresent();
  }

  private boolean isLargest(Rung rung) {
    return rung.equals(plan.rungs().get(0));
  }

  /** The sinks for the packets of a rung. Call once for each rung, the largest first. */
  List<PacketSink> video(Rung rung, PacketSource source, SegmentCuts cuts)
      throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    if (isLargest(rung) && mp4 != null) {
      sinks.add(mp4.file().track(0));
    }
    if (plan.spec().hls()) {
      HlsRendition rendition = rendition(rung.name(), source, true, cuts);
      boolean copied = plan.copiesVideo() && isLargest(rung);
      hls.add(rung.name(), rendition, copied, 0);
      sinks.add(rendition);
    }
    return sinks;
  }

  /** The sinks for the packets of a sound rendition. Call once for each, the main one first. */
  List<PacketSink> sound(SoundRendition sound, PacketSource source)
      throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    boolean main = plan.isMain(sound);
    if (main && mp4 != null) {
      sinks.add(mp4.file().track(plan.makesVideo() ? 1 : 0));
    }
    if (main && soundFile != null) {
      sinks.add(soundFile.file().track(0));
    }
    if (plan.spec().hls()) {
      SegmentCuts cuts = SegmentCuts.every(plan.segment());
      HlsRendition rendition = rendition(sound.name(), source, false, cuts);
      boolean copied = main && plan.copiesAudio();
      int channels = copied ? plan.track(sound).channels() : sound.channels();
      hls.add(sound.name(), rendition, copied, channels);
      sinks.add(rendition);
    }
    return sinks;
  }

  private HlsRendition rendition(String name, PacketSource source, boolean video, SegmentCuts cuts)
      throws LibavException, IOException {
    HlsRendition rendition = new HlsRendition(
        plan.folder().resolve(HlsPackage.FOLDER).resolve(name),
        run.budget(),
        source,
        video,
        cuts,
        plan.end());
    return run.scope().own(rendition, HlsRendition::close);
  }

  /** Adds subtitle tracks to the HLS package. */
  void subtitles(List<SubtitleTrack> tracks) {
    hls.addSubtitles(tracks);
  }

  /** Adds the chapters that the source states to the HLS package. */
  void chapters(List<Chapter> stated) {
    hls.addChapters(stated, plan.start());
  }

  /** What was written of each rendition of the package, by its name. Call once it is finished. */
  Map<String, RenditionFacts> facts() {
    return hls.facts();
  }

  List<Product> products() {
    return Stream.of(mp4, soundFile, hls).flatMap(Stream::<Product>ofNullable).toList();
  }
}
