package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The rules for the master playlist, and for what its renditions have in common. */
final class MasterCheck {

  private static final String NAME = "master.m3u8";
  private static final double CLOSE = 0.002;

  /** Apple's authoring specification: what is measured is within a tenth of what is said. */
  private static final double EXCESS = 1.1;

  /** Lengths in playlists are rounded to a microsecond. */
  private static final double ROUNDED = 0.9999;

  private final Path folder;
  private final Faults faults;
  private final Playlist master;
  private final Map<String, Rendition> renditions = new LinkedHashMap<>();
  private final List<Map<String, String>> media;

  MasterCheck(Path folder, Faults faults) throws IOException {
    this.folder = folder;
    this.faults = faults;
    this.master = Playlist.read(folder.resolve(NAME));
    this.media = master.all("#EXT-X-MEDIA").stream().map(Playlist::attributes).toList();
  }

  private void unless(boolean kept, String rule, @Nullable Object... values) {
    faults.unless(kept, NAME, rule, values);
  }

  /** Checks the playlists and returns the renditions of pictures and sound, by their paths. */
  Map<String, Rendition> run() throws IOException {
    unless(master.firstLine().equals("#EXTM3U"), "it begins with EXTM3U");
    unless(master.all("#EXT-X-VERSION").size() == 1, "it has a version");
    unless(!master.has("#EXTINF"), "it is not a media playlist");
    unless(!master.entries().isEmpty(), "it has variants");
    for (Map<String, String> one : media) {
      member(one);
    }
    new GroupCheck(media, faults).run();
    for (Playlist.Entry entry : master.entries()) {
      variant(entry);
    }
    keyFrames();
    together();
    return renditions;
  }

  private Optional<Rendition> rendition(String uri) throws IOException {
    boolean exists = !uri.isEmpty() && Files.isRegularFile(folder.resolve(uri));
    unless(exists, "%s exists", uri);
    if (exists && !renditions.containsKey(uri)) {
      renditions.put(uri, Rendition.read(folder, uri));
    }
    return Optional.ofNullable(renditions.get(uri));
  }

  private void member(Map<String, String> attributes) throws IOException {
    String uri = Playlist.text(attributes, "URI");
    switch (attributes.getOrDefault("TYPE", "")) {
      case "AUDIO" -> {
        int channels = rendition(uri).map(one -> one.init().channels()).orElse(0);
        unless(
            Playlist.text(attributes, "CHANNELS").equals(Integer.toString(channels)),
            "%s has %d channels, not %s",
            uri,
            channels,
            attributes.get("CHANNELS"));
      }
      case "SUBTITLES" -> subtitles(uri);
      default -> unless(false, "an unknown TYPE in %s", attributes);
    }
  }

  private void subtitles(String uri) throws IOException {
    Path file = folder.resolve(uri);
    unless(!uri.isEmpty() && Files.isRegularFile(file), "%s exists", uri);
    if (Files.isRegularFile(file)) {
      Playlist playlist = Playlist.read(file);
      RenditionCheck.playlist(uri, playlist, faults);
      for (Playlist.Entry entry : playlist.entries()) {
        faults.unless(
            Files.readString(playlist.sibling(entry.uri())).startsWith("WEBVTT"),
            uri,
            "%s is WebVTT",
            entry.uri());
      }
    }
  }

  private void variant(Playlist.Entry entry) throws IOException {
    Map<String, String> tag =
        Playlist.attributes(entry.tags().getOrDefault("#EXT-X-STREAM-INF", ""));
    Optional<Rendition> own = rendition(entry.uri());
    if (own.isEmpty()) {
      return;
    }
    List<Rendition> sounds = new ArrayList<>();
    for (Map<String, String> member : members("AUDIO", Playlist.text(tag, "AUDIO"))) {
      rendition(Playlist.text(member, "URI")).ifPresent(sounds::add);
    }
    unless(
        !tag.containsKey("SUBTITLES")
            || !members("SUBTITLES", Playlist.text(tag, "SUBTITLES")).isEmpty(),
        "the SUBTITLES of %s are a group",
        entry.uri());
    unless(
        !tag.containsKey("AUDIO") || !sounds.isEmpty(), "the AUDIO of %s is a group", entry.uri());
    bitRates(entry.uri(), tag, own.get(), sounds);
    codecs(entry.uri(), tag, own.get(), sounds);
    if (own.get().init().video()) {
      size(entry.uri(), tag, own.get());
      frameRate(entry.uri(), tag, own.get());
    }
  }

  private List<Map<String, String>> members(String type, String group) {
    return media.stream()
        .filter(one ->
            type.equals(one.get("TYPE")) && Playlist.text(one, "GROUP-ID").equals(group))
        .toList();
  }

  private void bitRates(
      String uri, Map<String, String> tag, Rendition own, List<Rendition> sounds) {
    // Sound alone may be a member of its own group, and is played once.
    Rendition beside = sounds.contains(own) ? null : own;
    rate(uri, "BANDWIDTH", tag, together(beside, sounds, Rendition::peak));
    rate(uri, "AVERAGE-BANDWIDTH", tag, together(beside, sounds, Rendition::average));
  }

  private static double together(
      @Nullable Rendition own, List<Rendition> sounds, ToDoubleFunction<Rendition> rate) {
    double busiest = sounds.stream().mapToDouble(rate).max().orElse(0);
    return busiest + (own == null ? 0 : rate.applyAsDouble(own));
  }

  private void rate(String uri, String name, Map<String, String> tag, double measured) {
    long said = tag.getOrDefault(name, "").matches("\\d+") ? Long.parseLong(tag.get(name)) : -1;
    unless(
        said + 1 >= ROUNDED * measured && said <= EXCESS * measured + 2,
        "%s of %s is %d, measured %.0f",
        name,
        uri,
        said,
        measured);
  }

  private void codecs(String uri, Map<String, String> tag, Rendition own, List<Rendition> sounds) {
    Set<String> there = new HashSet<>(Set.of(own.init().codec()));
    sounds.forEach(sound -> there.add(sound.init().codec()));
    Set<String> said = Set.of(Playlist.text(tag, "CODECS").split(","));
    unless(said.equals(there), "CODECS of %s are %s, in the segments %s", uri, said, there);
  }

  private void size(String uri, Map<String, String> tag, Rendition own) {
    String size = own.init().width() + "x" + own.init().height();
    unless(
        size.equals(tag.get("RESOLUTION")),
        "RESOLUTION of %s is %s, in the segments %s",
        uri,
        tag.get("RESOLUTION"),
        size);
  }

  private void frameRate(String uri, Map<String, String> tag, Rendition own) {
    String text = tag.getOrDefault("FRAME-RATE", "");
    unless(text.matches("\\d+\\.\\d{1,3}"), "FRAME-RATE of %s is %s", uri, text);
    double said = text.isEmpty() ? 0 : Double.parseDouble(text);
    double there = own.frameRate();
    unless(
        Math.abs(said - there) <= 0.02 * there + 0.01,
        "FRAME-RATE of %s is %s, in the segments %.3f",
        uri,
        text,
        there);
  }

  private void keyFrames() throws IOException {
    Set<String> found = new HashSet<>();
    for (String list : master.all("#EXT-X-I-FRAME-STREAM-INF")) {
      Map<String, String> tag = Playlist.attributes(list);
      String uri = Playlist.text(tag, "URI");
      String beside = uri.substring(0, uri.lastIndexOf('/') + 1);
      unless(Files.isRegularFile(folder.resolve(uri)), "%s exists", uri);
      Optional<Rendition> of = renditions.values().stream()
          .filter(one -> one.init().video() && one.path().startsWith(beside))
          .findFirst();
      unless(of.isPresent(), "%s belongs to a variant", uri);
      if (of.isPresent() && Files.isRegularFile(folder.resolve(uri))) {
        found.add(of.get().path());
        Playlist playlist = Playlist.read(folder.resolve(uri));
        RenditionCheck.keyFrames(playlist, of.get(), uri, faults);
        codecs(uri, tag, of.get(), List.of());
        size(uri, tag, of.get());
        keyFrameRate(uri, tag, of.get());
      }
    }
    renditions.values().stream()
        .filter(one -> one.init().video())
        .forEach(one -> unless(found.contains(one.path()), "%s has key frames", one.path()));
  }

  private void keyFrameRate(String uri, Map<String, String> tag, Rendition of) {
    double peak = 0;
    for (int i = 0; i < of.segments().size(); i++) {
      long bytes = of.segments().get(i).samples().get(0).end();
      peak = Math.max(peak, bytes * 8 / of.lengths().get(i));
    }
    unless(
        Double.parseDouble(tag.getOrDefault("BANDWIDTH", "0")) + 1 >= ROUNDED * peak,
        "BANDWIDTH of %s is %s, measured %.0f",
        uri,
        tag.get("BANDWIDTH"),
        peak);
  }

  /** What all renditions share (RFC 8216, section 6.2.4). */
  private void together() {
    Set<Long> targets = new HashSet<>();
    renditions.values().forEach(one -> {
      new RenditionCheck(one, faults).run();
      targets.add(one.target());
    });
    unless(targets.size() <= 1, "all have one target duration, not %s", targets);
    List<Rendition> videos =
        renditions.values().stream().filter(one -> one.init().video()).toList();
    videos.forEach(one -> unless(
        aligned(one.starts(), videos.get(0).starts()),
        "%s is cut where %s is",
        one.path(),
        videos.get(0).path()));
    double longest =
        renditions.values().stream().mapToDouble(Rendition::duration).max().orElse(0);
    renditions
        .values()
        .forEach(one -> unless(
            longest - one.duration() < CLOSE,
            "%s lasts %.3f of %.3f seconds",
            one.path(),
            one.duration(),
            longest));
  }

  private static boolean aligned(List<Double> one, List<Double> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (Math.abs(one.get(i) - other.get(i)) > CLOSE) {
        return false;
      }
    }
    return true;
  }
}
