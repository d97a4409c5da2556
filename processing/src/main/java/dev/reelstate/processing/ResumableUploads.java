package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.UploadFolder.BrokenUploadException;
import dev.reelstate.processing.UploadFolder.Note;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumable uploads. Each one continues where it was interrupted, even after this process has ended
 * and another has replaced it. Designed for protocols such as tus: create an upload, query its
 * offset, append.
 *
 * <p>Bytes are written once, to a place from which the storage adopts them by renaming, and are
 * hashed as they arrive. A process that continues an upload from an earlier one reads the existing
 * bytes once, to hash them. A file that is not acceptable is refused as soon as its first bytes
 * have arrived. The bytes are kept on this machine, so an upload must continue on the machine where
 * it began.
 *
 * <p>Thread-safe. If several calls append to one upload, the latest takes over; earlier ones end
 * with UPLOAD_INTERRUPTED. Several that begin one upload at once share it.
 */
public final class ResumableUploads {

  private static final Logger LOG = LoggerFactory.getLogger(ResumableUploads.class);

  private static final Pattern UPLOAD =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** How often an upload that is given up, or that of another file, may be met in one place. */
  private static final int LOOKS = 10;

  private final VideoCatalog videos;
  private final MediaStorage storage;
  private final Ingest ingest;
  private final InstantSource clock;
  private final Lifecycle lifecycle;
  private final ConcurrentMap<VideoId, UploadSession> sessions = new ConcurrentHashMap<>();

  /**
   * Held while a folder is looked at, created or set aside, never while bytes are moved. Few
   * uploads share one.
   */
  private final List<Object> locks = Stream.generate(Object::new).limit(64).toList();

  ResumableUploads(
      VideoCatalog videos,
      MediaStorage storage,
      Ingest ingest,
      InstantSource clock,
      Lifecycle lifecycle) {
    this.videos = videos;
    this.storage = storage;
    this.ingest = ingest;
    this.clock = clock;
    this.lifecycle = lifecycle;
  }

  /**
   * Begins an upload and creates its video with the status uploading. An unfinished upload with the
   * same project and upload key is continued; a video that already exists under them is returned as
   * a complete upload.
   *
   * @param size the number of bytes that will arrive, positive
   * @return the upload; its identity may be that of an earlier one
   * @throws ReelstateException EMPTY_FILE or TOO_LARGE, before anything is created;
   *     UPLOAD_INTERRUPTED if the video is cancelled, failed or deleted meanwhile; a code of the
   *     storage family if there is not enough space
   */
  public Upload begin(NewVideo video, long size) {
    require(video, "video");
    requireAcceptable(size);
    try {
      storage.requireRoom(size);
      Video created = ingest.create(video);
      if (!created.id().equals(video.id())) {
        Optional<Upload> earlier = again(created, size);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
      return start(Note.of(of(created), size, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private void requireAcceptable(long size) {
    if (size <= 0) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.EMPTY_FILE, "The file is empty; upload it again from its source."));
    }
    try {
      ingest.requireSize(size);
    } catch (Ingest.RejectedException e) {
      throw new ReelstateException(e.failure);
    }
  }

  /**
   * The upload that a begun one continues; empty if it starts over. An unfinished upload of another
   * size is that of another file, and will end.
   */
  private Optional<Upload> again(Video video, long size) {
    Optional<Upload> known = find(video.id());
    if (known.filter(upload -> upload.isComplete() || upload.size() == size).isPresent()) {
      return known;
    }
    return ingest.restart(video).isPresent()
        ? Optional.empty()
        : Optional.of(whole(video.id(), size));
  }

  /**
   * The upload of a video that needs no bytes any more, since they have arrived or were refused.
   *
   * @throws ReelstateException UPLOAD_INTERRUPTED if it was cancelled, failed or deleted just now
   */
  private Upload whole(VideoId id, long size) {
    Video video = videos
        .find(id)
        .filter(found -> found.original() != null || !isOpen(found.status()))
        .orElseThrow(() -> new ReelstateException(UploadSession.unwanted()));
    return new Upload(of(video), size, size, video.createdAt());
  }

  /** Whether the answer to a file is not known: it may still come, or be gone with the video. */
  private static boolean isOpen(VideoStatus status) {
    return status == VideoStatus.UPLOADING
        || status == VideoStatus.DELETED
        || status.canBecome(VideoStatus.UPLOADING);
  }

  /**
   * Makes room for the bytes of an upload. If somebody else has just done so for the same file,
   * that upload is the one.
   */
  private Upload start(Note note) throws IOException {
    VideoId id = note.video().id();
    for (int look = 0; look < LOOKS; look++) {
      Optional<UploadSession> known = sessionOrCreate(note);
      if (known.isEmpty()) {
        return started(note);
      }
      if (known.get().size() == note.size()) {
        Optional<Upload> running = finished(known.get());
        if (running.isPresent()) {
          return running.get();
        }
      } else {
        known.get().abandon();
      }
    }
    throw new IOException("The received bytes of " + id + " cannot be replaced.");
  }

  /** The session of an upload that is there; else empty, and a folder is created. */
  private Optional<UploadSession> sessionOrCreate(Note note) throws IOException {
    VideoId id = note.video().id();
    synchronized (lock(id)) {
      Optional<UploadSession> known = session(id);
      if (known.isEmpty()) {
        folder(id).create(note);
      }
      return known;
    }
  }

  /** What was just created, unless its video no longer waits for bytes. */
  private Upload started(Note note) {
    VideoId id = note.video().id();
    if (isWanted(id)) {
      return new Upload(note.video(), note.size(), 0, note.startedAt());
    }
    forget(id);
    return whole(id, note.size());
  }

  /** The state of an upload, which is handed over to the storage if it is complete. */
  private static Optional<Upload> finished(UploadSession session) {
    Optional<Upload> upload = session.state();
    if (upload.filter(Upload::isComplete).isEmpty()) {
      return upload;
    }
    session.finish();
    return session.state();
  }

  private Object lock(VideoId id) {
    return locks.get(Math.floorMod(id.hashCode(), locks.size()));
  }

  private static NewVideo of(Video video) {
    return new NewVideo(
        video.id(),
        video.project(),
        video.title(),
        video.fileName(),
        video.uploadKey(),
        video.labels(),
        video.priority(),
        video.recipe() == null ? null : video.recipe().name(),
        video.metadata(),
        video.parameters(),
        video.posterAt());
  }

  /**
   * Finds an unfinished upload on this machine; empty if there is none with that identity, or it is
   * no longer wanted.
   */
  public Optional<Upload> find(VideoId id) {
    require(id, "id");
    return session(id)
        .flatMap(ResumableUploads::finished)
        .filter(upload -> upload.isComplete() || isWanted(id));
  }

  private boolean isWanted(VideoId id) {
    return videos
        .find(id)
        .filter(video -> video.status() == VideoStatus.UPLOADING)
        .isPresent();
  }

  /** The unfinished uploads on this machine, oldest first. */
  public List<Upload> list() {
    lifecycle.requireOpen();
    List<Upload> found = new ArrayList<>();
    for (VideoId id : ids()) {
      try {
        find(id).filter(upload -> !upload.isComplete()).ifPresent(found::add);
      } catch (ReelstateException e) {
        if (e.failure().code().family() != FailureCode.Family.STORAGE) {
          throw e;
        }
        LOG.warn("The upload of {} cannot be read", id, e);
      }
    }
    found.sort(Comparator.comparing(Upload::startedAt));
    return found;
  }

  /**
   * Appends bytes on the calling thread until the stream or the upload ends. The stream is not
   * closed. The last byte queues the video.
   *
   * @param offset where the bytes begin; must be the number of bytes that have arrived
   * @return the updated upload
   * @throws ReelstateException INVALID_REQUEST if there is no such upload or the offset is wrong;
   *     UPLOAD_INTERRUPTED if the stream fails or another call takes over, in which case the
   *     received bytes are kept; a code of the input family if the file is refused, which the video
   *     then records as well; a code of the storage family if the bytes cannot be stored
   */
  public Upload append(VideoId id, long offset, InputStream bytes) {
    require(id, "id");
    require(bytes, "bytes");
    if (find(id).isEmpty()) {
      throw none(id);
    }
    return session(id).orElseThrow(() -> none(id)).append(offset, bytes);
  }

  /**
   * Cancels an upload and removes the received bytes. Its video is cancelled if it is still
   * uploading.
   */
  public void cancel(VideoId id) {
    require(id, "id");
    ingest.stopUploading(id, VideoStatus.CANCELLED, null);
    forget(id);
    ingest.sweep(id);
  }

  private void require(Object argument, String name) {
    Objects.requireNonNull(argument, name);
    lifecycle.requireOpen();
  }

  /**
   * Stops any append in progress and removes the received bytes, unless the video has been
   * restarted meanwhile and waits for them.
   */
  void forget(VideoId id) {
    if (isWanted(id)) {
      return;
    }
    try {
      session(id).ifPresent(UploadSession::abandon);
    } catch (ReelstateException e) {
      LOG.warn("The received bytes of {} could not be removed", id, e);
    }
  }

  /**
   * Finishes uploads that an earlier process received completely, and removes those that are no
   * longer wanted, and what is left of others.
   */
  void tidyUp() {
    try {
      UploadFolder.removeRemains(storage.uploadFolder(), clock.instant());
    } catch (IOException e) {
      LOG.warn("What earlier processes left of uploads could not be removed", e);
    }
    for (VideoId id : ids()) {
      try {
        if (find(id).isEmpty()) {
          forget(id);
          removeIfEmpty(id);
        }
      } catch (ReelstateException e) {
        LOG.warn("The upload of {} could not be tidied up", id, e);
      }
    }
  }

  /** A folder without a note is what is left of one; new ones appear with theirs. */
  private void removeIfEmpty(VideoId id) {
    try {
      synchronized (lock(id)) {
        if (session(id).isEmpty()) {
          folder(id).delete();
        }
      }
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private List<VideoId> ids() {
    List<VideoId> ids = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(storage.uploadFolder(), Files::isDirectory)) {
      for (Path folder : folders) {
        String name = Objects.requireNonNull(folder.getFileName()).toString();
        if (UPLOAD.matcher(name).matches()) {
          ids.add(VideoId.of(name));
        }
      }
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
    return ids;
  }

  private UploadFolder folder(VideoId id) throws IOException {
    return UploadFolder.of(storage.uploadFolder(), id);
  }

  /**
   * The session of an upload, created on first use; uploads that do not exist take no memory. A
   * session whose folder is gone, or was replaced by another process, is forgotten.
   */
  private Optional<UploadSession> session(VideoId id) {
    try {
      synchronized (lock(id)) {
        UploadSession known = sessions.get(id); // first, as it ends only after its folder
        UploadFolder folder = folder(id);
        Optional<Note> note = read(id, folder);
        if (known != null && note.filter(known::isOf).isPresent()) {
          return Optional.of(known);
        }
        sessions.remove(id);
        note.ifPresent(found -> sessions.put(
            id, new UploadSession(found, folder, ingest, storage, this::store, this::end)));
        return Optional.ofNullable(sessions.get(id));
      }
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /** A broken upload must not stand in the way of all others: it is set aside and reported. */
  private static Optional<Note> read(VideoId id, UploadFolder folder) throws IOException {
    try {
      return folder.read();
    } catch (BrokenUploadException e) {
      LOG.warn(
          "The upload of {} cannot be continued, as {}; what had arrived is now in {}",
          id,
          e.getMessage(),
          folder.setAside(),
          e);
      return Optional.empty();
    }
  }

  private void end(UploadSession session) {
    sessions.remove(session.id(), session);
  }

  /**
   * Queues a stored original; called again if an earlier process ended right after it stored one.
   *
   * @return whether the video has this original now; else it is removed
   */
  private boolean store(VideoId id, Original original) {
    Optional<Video> video = videos.find(id);
    if (video.filter(found -> found.status() == VideoStatus.UPLOADING).isPresent()) {
      return original.equals(ingest.queue(video.get(), original).original());
    }
    boolean kept = video.map(Video::original).filter(original::equals).isPresent();
    if (!kept) {
      ingest.remove(original.key());
    }
    return kept;
  }

  private static ReelstateException none(VideoId id) {
    return new ReelstateException(Failure.permanent(
        FailureCode.INVALID_REQUEST,
        "There is no unfinished upload " + id + " here; begin a new one."));
  }

  static String place(VideoId id) {
    return VideoKeys.newOriginal(id);
  }
}
