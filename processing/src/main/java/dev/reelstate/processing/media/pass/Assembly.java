package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.media.product.FrameMapFile;
import dev.reelstate.processing.media.product.OutputCheck;
import dev.reelstate.processing.media.product.Outputs;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.SubtitleFile;
import dev.reelstate.processing.media.product.SubtitleTrack;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the sides of one pass (copies, joined rungs, pictures, sound, and the files they
 * share), starts their lanes, and finishes the products once the lanes are done.
 *
 * <p>Closing stops the lanes first, so that no native memory is in use when it is freed.
 */
final class Assembly implements AutoCloseable {

  /** A picture takes up to 100 MB, so only a few of the largest are queued between threads. */
  private static final long LARGE_PICTURE = 4096L * 2304;

  private static final int FEW = 1;
  private static final int SOME = 4;

  private final PassRun run;
  private final PassPlan plan;
  private final Demuxer demuxer;
  private final CopySide copies;
  private final List<SubtitleTrack> subtitles = new ArrayList<>();
  private final JoinSide joined;
  private final PictureSide pictures;
  private final SoundSide sound;
  private final @Nullable AdoptedRung adopted;
  private final PassFiles files;

  /**
   * Opens everything that the plan needs.
   *
   * @param encoders the encoders that may be used
   * @param notes warnings from earlier attempts
   */
  Assembly(PassPlan plan, VideoEncoders encoders, List<String> notes)
      throws MediaException, LibavException, IOException {
    this.plan = plan;
    Demuxer source = plan.openSource();
    this.run = PassRun.of(plan, plan.countsPictures() ? frameLog(source) : null);
    notes.forEach(run.warnings()::add);
    demuxer = run.scope().own(source, Demuxer::close);
    try {
      copies = new CopySide(run, demuxer);
      openSubtitles();
      joined = new JoinSide(run);
      pictures = new PictureSide(run, encoders, demuxer);
      sound = new SoundSide(run);
      adopted = plan.adoptedPictures().isPresent()
          ? run.scope()
              .own(new AdoptedRung(run, plan.adoptedPictures().orElseThrow()), AdoptedRung::close)
          : null;
      files = new PassFiles(
          run,
          first(copies.video(), pictures.largest(), joined.largest(), adopted),
          first(copies.audio(), sound.encoder()));
    } catch (MediaException | LibavException | IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private FrameLog frameLog(Demuxer source) {
    AVStream stream = source.streams().get(plan.video().orElseThrow().index());
    long until = plan.until() < plan.end() ? plan.until() : Long.MAX_VALUE;
    return new FrameLog(TimeBase.of(stream.time_base()), plan.sourceStart(), until);
  }

  private static @Nullable PacketSource first(@Nullable PacketSource... candidates) {
    return Stream.of(candidates).flatMap(Stream::ofNullable).findFirst().orElse(null);
  }

  /** Opens the subtitle tracks; a track that cannot be read does not affect anything else. */
  private void openSubtitles() {
    for (OtherTrack track : plan.subtitles()) {
      AVStream stream = demuxer.streams().get(track.index());
      try {
        SubtitleTrack subtitle =
            new SubtitleTrack(subtitles.size(), track, stream, plan.start(), plan.end());
        subtitles.add(run.scope().own(subtitle, SubtitleTrack::close));
      } catch (LibavException e) {
        run.warnings().add("A subtitle track cannot be read (" + e.detail() + ").");
      }
    }
  }

  PassRun run() {
    return run;
  }

  /**
   * Starts the lanes.
   *
   * @param gains the gain for each sound rendition, in dB, by its name
   */
  void start(Map<String, Double> gains) throws LibavException, IOException {
    for (AudioTrack track : plan.lostSound()) {
      AVStream stream = demuxer.streams().get(track.index());
      run.warnings().leftOut(track, demuxer.playsAtAnotherSpeed(stream));
    }
    plan.sourceNotes().forEach(run.warnings()::add);
    if (plan.picturesAreLost()) {
      run.warnings().add("The pictures cannot be decoded here, so the outputs have only sound.");
    }
    plan.leftOutSubtitles().forEach(run.warnings()::add);
    copies.connect(files);
    SoundFeeds decodedSound = sound.start(files, gains);
    BoundedQueue<AVFrame> decodedPictures =
        plan.decodesPictures() ? run.lanes().queue(depth(), Frames::free) : null;
    SourceLane source =
        new SourceLane(run, demuxer, copies.all(), subtitles, decodedPictures, decodedSound);
    if (decodedPictures != null) {
      AVStream stream = demuxer.streams().get(plan.video().orElseThrow().index());
      double aspect = PictureFormat.aspect(stream.codecpar());
      pictures.start(files, decodedPictures, source, copies.video(), aspect);
    }
    joined.start(files, copies.video());
    if (adopted != null) {
      adopted.start(files);
    }
    if (source.hasWork()) {
      run.lanes().start("source", source);
    } else {
      run.sourceDone().set(true);
    }
  }

  private int depth() {
    VideoTrack track = plan.video().orElseThrow();
    return (long) track.codedWidth() * track.codedHeight() > LARGE_PICTURE ? FEW : SOME;
  }

  /** Finishes and checks every product. Call once all lanes are done. */
  RenderResult finish() throws LibavException, IOException, MediaException {
    dropWhatIsTooLong();
    files.subtitles(subtitles);
    if (plan.spec().hls()) {
      files.chapters(demuxer.chapters());
    }
    OutputCheck check = new OutputCheck(plan.limits(), plan.end());
    Outputs outputs = new Outputs(plan.folder(), run.budget());
    for (Product product : products()) {
      product.finish(check, outputs);
    }
    Marks marks = plan.spec().extras().marks() ? pictures.marks(sound.silences()) : null;
    return new RenderResult(
        outputs.all(),
        plan.spec().copying().checked(copies.check()),
        pictures.encoders(),
        pictures.quality(),
        sound.loudness(),
        marks,
        pictures.poster(),
        run.warnings().sentences(),
        files.facts(),
        run.lanes().cpu());
  }

  private void dropWhatIsTooLong() {
    subtitles.stream()
        .filter(SubtitleTrack::isTooLong)
        .forEach(track -> run.warnings()
            .add("Subtitle track " + track.index()
                + " has more text than any film and was left out."));
    subtitles.removeIf(SubtitleTrack::isTooLong);
  }

  private List<Product> products() {
    List<Product> products = new ArrayList<>(pictures.products());
    products.addAll(sound.products());
    plan.cover().ifPresent(cover -> products.add(coverPoster(cover)));
    subtitles.forEach(track -> products.add(new SubtitleFile(track)));
    products.addAll(files.products());
    if (run.frames() != null && plan.makesFrameMap()) {
      products.add(new FrameMapFile(run.frames(), plan.isPart()));
    }
    return products;
  }

  private Product coverPoster(OtherTrack cover) {
    AVStream stream = demuxer.streams().get(cover.index());
    return new CoverPoster(run, stream, requireNonNull(plan.poster()));
  }

  @Override
  public void close() {
    run.lanes().close();
    run.scope().close();
  }
}
