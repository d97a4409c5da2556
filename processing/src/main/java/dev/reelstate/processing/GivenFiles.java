package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.media.container.PictureFile;
import dev.reelstate.processing.media.packaging.CaptionFile;
import dev.reelstate.processing.media.packaging.CaptionedPlaylist;
import dev.reelstate.processing.media.packaging.CaptionedPlaylist.Captions;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures and captions that the host gives a video, at any time. They become artifacts of
 * generation 0, which stay when the video is processed again, and are removed with it. Thread-safe.
 */
public final class GivenFiles {

  /** The largest picture that is accepted, in bytes. */
  public static final int MAX_PICTURE_BYTES = 10 << 20;

  /** The longest side of a picture that is accepted, in pixels. */
  public static final int MAX_PICTURE_SIDE = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(GivenFiles.class);

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}");
  private static final String CUES = "cues.vtt";
  private static final String PLAYLIST = "playlist.m3u8";
  private static final int MOST_PLAYLIST_BYTES = 1 << 20;

  private final VideoCatalog videos;
  private final MediaStorage storage;
  private final Lifecycle lifecycle;

  GivenFiles(VideoCatalog videos, MediaStorage storage, Lifecycle lifecycle) {
    this.videos = videos;
    this.storage = storage;
    this.lifecycle = lifecycle;
  }

  /**
   * Gives a video a poster of the host's choice, which takes the place of the one made from the
   * video and of one given before. It is stored as it is: its head is checked, and nothing is
   * decoded.
   *
   * @param picture a PNG or JPEG file of at most {@value #MAX_PICTURE_BYTES} bytes, with sides of
   *     at most {@value #MAX_PICTURE_SIDE} pixels
   * @return the poster
   * @throws ReelstateException INVALID_REQUEST if it is not such a file, or the video is deleted or
   *     unknown; a code of the storage family if it cannot be stored
   */
  public Artifact poster(VideoId id, byte[] picture) {
    lifecycle.require(id, "id");
    lifecycle.require(picture, "picture");
    lifecycle.requireOpen();
    PictureFile head = picture.length > MAX_PICTURE_BYTES
        ? null
        : PictureFile.sniff(picture).filter(GivenFiles::isAccepted).orElse(null);
    if (head == null) {
      throw invalid("A poster must be a PNG or JPEG file of at most " + MAX_PICTURE_BYTES
          + " bytes with sides of at most " + MAX_PICTURE_SIDE + " pixels.");
    }
    String name = "poster." + head.extension();
    return give(id, Artifact.POSTER, Artifact.POSTER, name, head, folder -> {
      Files.write(folder.resolve(name), picture);
      return picture.length;
    });
  }

  private static boolean isAccepted(PictureFile head) {
    return Math.max(head.width(), head.height()) <= MAX_PICTURE_SIDE;
  }

  /**
   * Gives a video captions in one language, which take the place of those given before in that
   * language. They are converted to WebVTT, with texts and times and without markup.
   *
   * @param language a BCP 47 tag such as {@code de} or {@code pt-BR}
   * @param file WebVTT or SubRip in UTF-8, at most 2 MiB
   * @return the captions, of the kind {@link Artifact#SUBTITLES}, named by their language
   * @throws ReelstateException INVALID_REQUEST if it is no such file or tag, or the video is
   *     deleted or unknown; a code of the storage family if it cannot be stored
   */
  public Artifact captions(VideoId id, String language, byte[] file) {
    lifecycle.require(id, "id");
    lifecycle.require(language, "language");
    lifecycle.require(file, "file");
    lifecycle.requireOpen();
    if (!LANGUAGE.matcher(language).matches()) {
      throw invalid(
          "\"" + language + "\" is not the tag of a language; give one such as de or" + " pt-BR.");
    }
    String tag = Locale.forLanguageTag(language).toLanguageTag();
    CaptionFile captions = read(file);
    MediaInfo media = get(id).media();
    Duration length = media == null ? Duration.ZERO : media.duration();
    return give(id, Artifact.SUBTITLES, tag, CUES, null, folder -> {
      Files.writeString(folder.resolve(CUES), captions.webVtt());
      Files.writeString(folder.resolve(PLAYLIST), captions.playlist(CUES, length));
      return Files.size(folder.resolve(CUES)) + Files.size(folder.resolve(PLAYLIST));
    });
  }

  private static CaptionFile read(byte[] file) {
    try {
      return CaptionFile.read(file);
    } catch (CaptionFile.MalformedException e) {
      throw invalid("The captions cannot be read: " + e.getMessage() + ".");
    }
  }

  /**
   * The master playlist of a video's readable HLS package, with the captions that were given. Serve
   * it under the key of the {@link Artifact#HLS} artifact, to which its addresses are relative.
   *
   * @return the playlist, or empty if the video has no HLS package
   * @throws ReelstateException a code of the storage family if it cannot be read
   */
  public Optional<String> hlsPlaylist(VideoId id) {
    lifecycle.require(id, "id");
    List<Artifact> artifacts = videos.artifacts(id);
    return artifacts.stream()
        .filter(artifact -> artifact.kind().equals(Artifact.HLS))
        .findFirst()
        .map(hls -> CaptionedPlaylist.of(text(hls.key()), captions(artifacts, hls.key())));
  }

  private static List<Captions> captions(List<Artifact> artifacts, String master) {
    return artifacts.stream()
        .filter(one -> one.generation() == 0 && one.kind().equals(Artifact.SUBTITLES))
        .map(one -> new Captions(
            one.name(), relative(master, VideoKeys.folder(one.key()) + "/" + PLAYLIST)))
        .toList();
  }

  private static String relative(String from, String to) {
    Path folder = Path.of(VideoKeys.folder(from));
    return folder.relativize(Path.of(to)).toString().replace('\\', '/');
  }

  private String text(String key) {
    try (InputStream bytes = storage.open(key, 0)) {
      return new String(bytes.readNBytes(MOST_PLAYLIST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /** Writes the files of an artifact to a folder, and returns their size in bytes. */
  private interface Writer {
    long write(Path folder) throws IOException;
  }

  private Artifact give(
      VideoId id,
      String kind,
      String name,
      String file,
      @Nullable PictureFile picture,
      Writer writer) {
    get(id);
    String prefix = VideoKeys.newGiven(id);
    try {
      Path folder = Files.createTempDirectory(storage.workFolder(), "given");
      long bytes;
      try {
        bytes = writer.write(folder);
        storage.publish(folder, prefix);
      } finally {
        FileTree.delete(folder);
      }
      Artifact artifact = new Artifact(
          kind,
          name,
          0,
          Artifact.GIVEN,
          prefix + "/" + file,
          picture == null ? "text/vtt" : picture.contentType(),
          picture == null ? null : picture.width(),
          picture == null ? null : picture.height(),
          null,
          bytes,
          false);
      commit(id, artifact);
      return artifact;
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /**
   * Bytes are removed only on a definite answer; otherwise they stay until the video is deleted.
   */
  private void commit(VideoId id, Artifact artifact) throws IOException {
    try {
      Optional<Artifact> before = videos.give(id, artifact);
      if (before.isPresent()) {
        remove(before.get());
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      remove(artifact);
      throw new ReelstateException(
          Failure.permanent(
              FailureCode.INVALID_REQUEST, "The video " + id + " is deleted; nothing was added."),
          e);
    }
  }

  private void remove(Artifact artifact) {
    try {
      storage.delete(VideoKeys.folder(artifact.key()));
    } catch (IOException e) {
      LOG.warn("A given file that is no longer used could not be removed: {}", artifact.key(), e);
    }
  }

  private Video get(VideoId id) {
    return videos.find(id).orElseThrow(() -> invalid("There is no video " + id + "."));
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, message));
  }
}
