package dev.reelstate.processing.reuse;

import dev.reelstate.Sha256;
import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names what each output of a video is made from: the hash of the original's content, the facts of
 * the tracks and the part of the recipe that decide the output, the encoders that may be used with
 * their settings, and the version of our own code. Outputs with the same key have the same bytes.
 *
 * <p>What a rung looks like does not depend on other rungs (decision 44), so their names are not in
 * its key.
 */
final class OutputKeys {

  /** To be raised with whatever changes the bytes of any output. */
  private static final int CODE = 1;

  /** The name of what everything is made from: the original, read and treated by this build. */
  static final String BASE = "base";

  /** The name of the packets of the largest rung, wherever they are. */
  static final String PICTURES = "pictures";

  /** The name of the sound that is measured, drawn and searched for silence. */
  static final String HEARD = "heard";

  /** The names of what is not an output by itself. */
  static final Set<String> INNER = Set.of(BASE, PICTURES, HEARD);

  private static final String RENDITION = "rendition/";

  private final String sha256;
  private final MediaInfo media;
  private final RenderSpec spec;
  private final List<Part> parts;
  private final PresentNatives natives;
  private final Map<String, String> keys = new LinkedHashMap<>();

  private OutputKeys(
      String sha256, MediaInfo media, RenderSpec spec, List<Part> parts, PresentNatives natives) {
    this.sha256 = sha256;
    this.media = media;
    this.spec = spec;
    this.parts = parts;
    this.natives = natives;
  }

  /** The name of a rung or a sound rendition among the keys. */
  static String rendition(String name) {
    return RENDITION + name;
  }

  /** Whether a name is that of a part of the marks, which have no file of their own. */
  static boolean isMark(String name) {
    return name.equals(product(Product.PICTURE_MARKS)) || name.equals(product(Product.SILENCES));
  }

  static boolean isRendition(String name) {
    return name.startsWith(RENDITION);
  }

  /** The name of a product among the keys. */
  static String product(Product product) {
    return product.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The keys of everything that a spec asks for, by their names.
   *
   * @param sha256 the hash of the original
   * @param spec the outputs of the whole film, with the copying that is possible
   * @param parts the parts in which rungs are encoded; fewer than two if they are encoded at once
   * @param natives what a worker here has
   */
  static Map<String, String> of(
      String sha256, MediaInfo media, RenderSpec spec, List<Part> parts, PresentNatives natives) {
    OutputKeys all = new OutputKeys(sha256, media, spec, parts, natives);
    all.addAll();
    return all.keys;
  }

  private void addAll() {
    keys.put(BASE, hash(base()));
    VideoTrack track = media.video().filter(VideoTrack::decodable).orElse(null);
    String largest = track == null ? null : addRungs(track);
    String sound = addSounds();
    if (spec.mp4() && (largest != null || sound != null)) {
      put(Product.MP4, "mp4", largest, sound);
    }
    if (track != null) {
      addStills(track);
      addFrames(track);
    } else if (spec.poster() != null) {
      put(Product.POSTER, "cover", base(), media.otherTracks(), spec.poster());
    }
    if (spec.extras().marks() && track != null) {
      put(
          Product.PICTURE_MARKS,
          pictures(track),
          encodesAtOnce(),
          notCopied().isEmpty(),
          extents());
    }
  }

  /** Everything is made from these. */
  private List<Object> base() {
    return Arrays.asList(
        CODE,
        natives.version(),
        sha256,
        media.container(),
        media.start(),
        media.duration(),
        media.clockRepaired());
  }

  private List<Object> pictures(VideoTrack track) {
    return List.of(base(), track, spec.pictures(), spec.hls());
  }

  /** The places at which parts begin and end. */
  private List<Object> extents() {
    List<Object> extents = new ArrayList<>();
    if (parts.size() > 1) {
      parts.forEach(part -> extents.addAll(List.of(part.from(), part.until(), part.keys())));
    }
    return extents;
  }

  private List<Rung> notCopied() {
    List<Rung> rungs = spec.rungs();
    return spec.copying().copiesVideo() && !rungs.isEmpty()
        ? rungs.subList(1, rungs.size())
        : rungs;
  }

  private boolean makesStreams() {
    return spec.hls() || spec.mp4();
  }

  private boolean encodesAtOnce() {
    return makesStreams() && parts.size() < 2 && !notCopied().isEmpty();
  }

  private @Nullable String addRungs(VideoTrack track) {
    String largest = null;
    for (Rung rung : makesStreams() ? spec.rungs() : List.<Rung>of()) {
      boolean copied = spec.copying().copiesVideo() && largest == null;
      String key = hash(
          copied ? "copy" : "rung",
          pictures(track),
          spec.segment(),
          spec.copying().copiesVideo(),
          copied ? spec.copying().everyPicture() : encoded(rung));
      if (spec.hls()) {
        keys.put(rendition(rung.name()), key);
      }
      if (largest == null) {
        largest = key;
        keys.put(PICTURES, key);
      }
    }
    return largest;
  }

  private List<Object> encoded(Rung rung) {
    boolean hardware = !Boolean.FALSE.equals(spec.hardware());
    String choice = PresentNatives.choice(Objects.requireNonNull(rung.codec()), hardware);
    return Arrays.asList(
        rung, spec.keyFrames(), extents(), natives.settings().getOrDefault(choice, ""));
  }

  private @Nullable String addSounds() {
    if (spec.sounds().isEmpty()) {
      return null;
    }
    SoundRendition main = spec.sounds().get(0);
    Double loudness = spec.audio() == null ? null : spec.audio().loudness();
    String heard = hash("heard", base(), main, tracks(main), loudness);
    keys.put(HEARD, heard);
    if (spec.extras().waveform()) {
      put(Product.WAVEFORM, heard);
    }
    if (spec.extras().marks()) {
      put(Product.SILENCES, heard);
    }
    if (spec.audio() == null) {
      return null;
    }
    String first = null;
    for (SoundRendition sound : spec.sounds()) {
      boolean copied = first == null && spec.copying().copiesAudio();
      String key = hash(
          copied ? "copied sound" : "sound",
          base(),
          sound,
          tracks(sound),
          spec.segment(),
          loudness,
          first == null ? spec.audio() : null);
      if (spec.hls()) {
        keys.put(rendition(sound.name()), key);
      }
      first = first == null ? key : first;
    }
    if (spec.extras().soundFile()) {
      put(Product.SOUND, "sound file", first);
    }
    return first;
  }

  private List<AudioTrack> tracks(SoundRendition sound) {
    Set<Integer> used =
        sound.sources().stream().map(SoundSource::index).collect(Collectors.toSet());
    return media.audioTracks().stream()
        .filter(track -> used.contains(track.index()))
        .toList();
  }

  private void addStills(VideoTrack track) {
    List<Object> from = List.of(pictures(track), decoding());
    if (spec.poster() != null) {
      String faces = spec.poster().faces()
          ? natives.settings().getOrDefault(PresentNatives.FACES, "")
          : "not wanted";
      put(Product.POSTER, "poster", from, spec.poster(), spec.storyboard() != null, faces);
    }
    if (spec.storyboard() != null) {
      put(Product.STORYBOARD, "storyboard", from, spec.storyboard());
    }
    if (spec.extras().preview() != null) {
      put(Product.PREVIEW, "preview", from, spec.extras().preview());
    }
  }

  /** What decides which pictures are decoded, where it is not every one. */
  private List<Object> decoding() {
    return encodesAtOnce()
        ? List.of("every picture", copiedCuts())
        : Arrays.asList(
            "some",
            makesStreams() && spec.copying().copiesVideo(),
            spec.copying().everyPicture(),
            parts.size() > 1,
            spec.extras().frames(),
            spec.storyboard());
  }

  /** Pictures at which a copied rung is cut are never left out. */
  private Object copiedCuts() {
    return spec.copying().copiesVideo() ? spec.segment() : "none";
  }

  private void addFrames(VideoTrack track) {
    RenderSpec.FrameSpec frames = spec.extras().frames();
    if (frames != null && frames.map()) {
      put(
          Product.FRAME_MAP,
          "frames",
          pictures(track),
          decoding(),
          spec.segment(),
          spec.copying().copiesVideo(),
          extents(),
          notCopied().isEmpty());
    }
  }

  private void put(Product product, @Nullable Object... from) {
    keys.put(product(product), hash(from));
  }

  private static String hash(@Nullable Object... from) {
    MessageDigest digest = Sha256.digest();
    digest.update(Json.write(Arrays.asList(from)).getBytes(StandardCharsets.UTF_8));
    return Sha256.text(digest);
  }
}
