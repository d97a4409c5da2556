package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.processing.media.frame.FrameSampler;
import dev.reelstate.processing.media.frame.FrameWatch;
import dev.reelstate.processing.media.frame.SampleFile;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.HdrMetadata;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.picture.QualityMeter;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.media.product.PartFile;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WrittenFile;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** The decoded pictures: filtered once, encoded for each rung, and tapped for stills. */
final class PictureSide {

  private static final int WAITING = 4;

  private final PassRun run;
  private final PassPlan plan;
  private final VideoEncoders encoders;
  private final List<Encoder> rungEncoders = new ArrayList<>();
  private final Map<String, QualityMeter> meters = new LinkedHashMap<>();
  private final List<Product> parts = new ArrayList<>();
  private @Nullable StillTaps stills;

  /**
   * Opens an encoder for each rung that is encoded.
   *
   * @param encoders the candidates, of which the first that opens is used
   * @param source freshly opened; only its description is looked at
   */
  PictureSide(PassRun run, VideoEncoders encoders, Demuxer source)
      throws LibavException, MediaException {
    this.run = run;
    this.plan = run.plan();
    this.encoders = encoders;
    HdrMetadata brightness = plan.encodedRungs().stream().anyMatch(Rung::hdr)
        ? HdrMetadata.of(
            source, plan.video().orElseThrow().index(), plan::openSource, plan.limits())
        : HdrMetadata.NONE;
    for (Rung rung : plan.encodedRungs()) {
      if (encoders.settings(rung, plan.frameRate()).isEmpty()) {
        throw MediaFailures.noEncoder(rung);
      }
      PictureFormat format = PictureFormat.of(plan.video().orElseThrow());
      Encoder encoder = encoders.open(
          rung,
          plan.frameRate(),
          ColorTags.output(format, requireNonNull(rung.range())),
          rung.hdr() ? brightness : HdrMetadata.NONE,
          run.warnings()::add);
      rungEncoders.add(run.scope().own(encoder, Encoder::close));
    }
  }

  /** The encoder of the largest rung, if that is encoded. */
  @Nullable
  Encoder largest() {
    boolean encoded = !rungEncoders.isEmpty()
        && plan.encodedRungs().get(0).equals(plan.rungs().get(0));
    return encoded ? rungEncoders.get(0) : null;
  }

  /**
   * Starts the lanes.
   *
   * @param decoded the queue of decoded pictures
   * @param copied the copied rung, or null if there is none; the others are cut where it is cut
   * @param aspect width over height of the stream's pictures, before any turn, unless they change
   */
  void start(
      PassFiles files,
      BoundedQueue<AVFrame> decoded,
      SourceLane source,
      @Nullable CopiedStream copied,
      double aspect)
      throws LibavException, IOException {
    SegmentCuts.Followed followed = new SegmentCuts.Followed();
    List<FilterLane.Feed> feeds = new ArrayList<>();
    SizeTree sizes = plan.sizes();
    for (int i = 0; i < rungEncoders.size(); i++) {
      Rung rung = plan.encodedRungs().get(i);
      SegmentCuts cuts = copied == null ? SegmentCuts.every(plan.segment()) : followed;
      int size = sizes.position(rung.size(), requireNonNull(rung.range()));
      feeds.add(new FilterLane.Feed(size, encodeLane(i, files, cuts)));
    }
    StillTaps taps = new StillTaps(run, source, aspect);
    stills = taps;
    PictureTaps tapped = taps.start();
    source.pick(taps.times());
    run.lanes()
        .start(
            "filter",
            new FilterLane(
                plan,
                decoded,
                feeds,
                tapped,
                keys(source, copied, followed),
                taps::end,
                aspect,
                run.positionIf(filteringIsWatched()),
                source.decodesEveryPicture() ? watch(aspect) : FrameWatch.NONE));
  }

  private FrameWatch watch(double aspect) throws IOException {
    FrameLog log = run.frames();
    SampledFrames wanted = plan.sampled().orElse(null);
    if (log == null || wanted == null) {
      return new FrameWatch(log, null);
    }
    VideoTrack track = plan.video().orElseThrow();
    PictureSize size = new PictureSize(track.width(), track.height())
        .within(wanted.maxWidth(), wanted.maxHeight());
    SampleFile file = run.scope()
        .own(
            new SampleFile(
                size,
                plan.turn(),
                plan.background(),
                aspect,
                run.budget().create(plan.folder().resolve(SampledPictures.FILE))),
            SampleFile::close);
    RenderSpec.Part part = plan.spec().part();
    boolean last = plan.until() >= plan.end() && wanted.rule() == SampledFrames.Rule.AT;
    FrameSampler sampler = new FrameSampler(
        wanted,
        log,
        part == null ? 0 : part.firstFrame(),
        last ? Long.MAX_VALUE : plan.until(),
        file);
    parts.add(new WrittenFile(
        part == null ? RenderResult.SAMPLES : RenderResult.PART,
        FrameSpec.SAMPLES_NAME,
        SampledPictures.FILE,
        FrameSpec.SAMPLES_TYPE,
        null));
    return new FrameWatch(log, run.scope().own(sampler, FrameSampler::close));
  }

  /** Encoders are slowest, so filtering is normally watched only if nothing is encoded. */
  private boolean filteringIsWatched() {
    boolean nothingElse = !plan.makesVideo() || plan.adoption().isAny();
    return plan.fromTheBeginning() || (rungEncoders.isEmpty() && nothingElse);
  }

  private KeyTimes keys(
      SourceLane source, @Nullable CopiedStream copied, SegmentCuts.Followed followed) {
    if (copied != null) {
      return KeyTimes.following(copied.pictureCuts(), followed);
    }
    RenderSpec.Part part = plan.spec().part();
    return part != null && part.keys()
        ? KeyTimes.following(source.keyTimes())
        : KeyTimes.every(plan.group());
  }

  /** Starts the lane of a rung and returns the queue for its pictures. */
  private BoundedQueue<AVFrame> encodeLane(int number, PassFiles files, SegmentCuts cuts)
      throws LibavException, IOException {
    Rung rung = plan.encodedRungs().get(number);
    Encoder encoder = rungEncoders.get(number);
    BoundedQueue<AVFrame> queue = run.lanes().queue(WAITING, Frames::free);
    EncodeLane lane = new EncodeLane(
        queue,
        encoder,
        encoders.hasOtherThan(encoder.name()),
        plan.until(),
        run.positionIf(number == 0));
    lane.sendTo(
        plan.isPart() ? List.of(part(rung, encoder, lane)) : files.video(rung, encoder, cuts));
    if (plan.spec().extras().quality()) {
      QualityMeter meter =
          run.scope().own(new QualityMeter(encoder, plan.limits()), QualityMeter::close);
      meters.put(rung.name(), meter);
      lane.measure(meter);
    }
    run.lanes().start("encode-" + rung.name(), lane);
    return queue;
  }

  private PacketSink part(Rung rung, Encoder encoder, EncodeLane lane)
      throws LibavException, IOException {
    PartFile file = new PartFile(
        rung, plan.folder(), plan.from(), plan.until(), run.budget(), encoder, lane::encoded);
    parts.add(file);
    return run.scope().own(file, PartFile::close);
  }

  List<Product> products() {
    List<Product> products = new ArrayList<>(parts);
    if (stills != null) {
      products.addAll(stills.products());
    }
    return products;
  }

  /** The encoder of each encoded rung, by the rung's name. */
  Map<String, String> encoders() {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < rungEncoders.size(); i++) {
      names.put(plan.encodedRungs().get(i).name(), rungEncoders.get(i).name());
    }
    return names;
  }

  /** The quality of each rung that was measured, by the rung's name. */
  Map<String, Quality> quality() {
    return meters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().quality()));
  }

  /** How the poster was chosen; null if there is none. */
  @Nullable
  PosterChoice poster() throws LibavException {
    return stills == null ? null : stills.poster();
  }

  /** The marks of the film. */
  Marks marks(List<Marks.Range> silences) {
    Marks seen = stills == null ? null : stills.marks(silences);
    if (seen == null) {
      return new Marks(List.of(), List.of(), List.of(), silences, Marks.Seen.NONE);
    }
    return plan.isPart() ? seen : seen.lasting();
  }
}
