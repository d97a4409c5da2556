package dev.reelstate.examples.dashboard.api;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.ResumableUploads;
import dev.reelstate.processing.Upload;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadIdFactory;
import me.desair.tus.server.upload.UploadInfo;
import me.desair.tus.server.upload.UploadLock;
import me.desair.tus.server.upload.UploadLockingService;
import me.desair.tus.server.upload.UploadStorageService;
import me.desair.tus.server.upload.concatenation.UploadConcatenationService;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the platform's uploads to tus-java-server: an upload has the identity of its video, and
 * the platform stores its bytes. Nothing is locked, since the platform lets the latest request win.
 * Thread-safe.
 */
final class TusStorage implements UploadStorageService, UploadLockingService {

  /** The metadata keys that clients send. */
  private static final String FILE_NAME = "filename";

  private static final String PROJECT = "project";
  private static final String TITLE = "title";

  private final VideoPlatform platform;
  private final ResumableUploads uploads;
  private final long maxBytes;
  private UploadIdFactory ids = new VideoIds();

  TusStorage(VideoPlatform platform, long maxBytes) {
    this.platform = platform;
    this.uploads = platform.uploads();
    this.maxBytes = maxBytes;
  }

  /** Uses the identity of the video as the identity of the upload. */
  static final class VideoIds extends UploadIdFactory {

    @Override
    public UploadId createId() {
      return new UploadId(VideoId.create().toString());
    }

    @Override
    protected @Nullable String getIdValueIfValid(String text) {
      try {
        return VideoId.of(text).toString();
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  private static VideoId id(UploadId id) {
    return VideoId.of(id.toString());
  }

  /** The project that an upload names, or null. */
  static @Nullable String project(UploadInfo info) {
    return info.getMetadata().get(PROJECT);
  }

  @Override
  public @Nullable UploadInfo getUploadInfo(String url, @Nullable String owner) {
    UploadId id = ids.readUploadId(url);
    return id == null ? null : getUploadInfo(id);
  }

  /** Also finds a completed upload, since the client may not have received that response. */
  @Override
  public @Nullable UploadInfo getUploadInfo(UploadId id) {
    Optional<Upload> upload = uploads.find(id(id));
    if (upload.isPresent()) {
      return info(id, upload.get().size(), upload.get().offset());
    }
    return platform
        .find(id(id))
        .map(video -> video.original())
        .map(Original::bytes)
        .map(bytes -> info(id, bytes, bytes))
        .orElse(null);
  }

  private static UploadInfo info(UploadId id, long size, long offset) {
    UploadInfo info = new UploadInfo();
    info.setId(id);
    info.setLength(size);
    info.setOffset(offset);
    return info;
  }

  /** @param project the project of the new video */
  @Override
  public UploadInfo create(UploadInfo info, String project) {
    Map<String, String> metadata = info.getMetadata();
    String fileName = metadata.get(FILE_NAME);
    if (fileName == null || fileName.isBlank()) {
      throw ProblemException.invalid("The upload metadata must contain the file name as filename.");
    }
    String title = metadata.get(TITLE);
    String named = title == null || title.isBlank() ? fileName : title;
    NewVideo video;
    try {
      video = new NewVideo(VideoId.create(), project, named, fileName, null, Set.of(), 0);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(String.valueOf(e.getMessage()));
    }
    Upload upload = uploads.begin(video, info.getLength());
    info.setId(new UploadId(upload.id().toString()));
    info.setOffset(upload.offset());
    return info;
  }

  /**
   * Adds bytes.
   *
   * @throws InterruptedUploadException if not all bytes arrived, or a newer request took over; the
   *     bytes that arrived are kept
   */
  @Override
  public UploadInfo append(UploadInfo info, InputStream bytes) throws IOException {
    try {
      Upload upload = uploads.append(id(info.getId()), info.getOffset(), bytes);
      info.setOffset(upload.offset());
      return info;
    } catch (ReelstateException e) {
      if (e.failure().code().equals(FailureCode.UPLOAD_INTERRUPTED)) {
        throw new InterruptedUploadException(e);
      }
      throw e;
    }
  }

  /** Not all bytes of a request arrived. */
  static final class InterruptedUploadException extends IOException {
    private static final long serialVersionUID = 1L;

    InterruptedUploadException(ReelstateException cause) {
      super(cause);
    }
  }

  @Override
  public void terminateUpload(UploadInfo info) {
    uploads.cancel(id(info.getId()));
  }

  @Override
  public String getUploadUri() {
    return ids.getUploadUri();
  }

  @Override
  public void setIdFactory(UploadIdFactory factory) {
    ids = factory;
  }

  @Override
  public void setMaxUploadSize(@Nullable Long size) {
    // The platform enforces the limit.
  }

  @Override
  public long getMaxUploadSize() {
    return maxBytes;
  }

  @Override
  public UploadLock lockUploadByUri(String uri) {
    return new UploadLock() {
      @Override
      public String getUploadUri() {
        return uri;
      }

      @Override
      public void release() {
        // nothing was locked
      }

      @Override
      public void close() {
        // nothing was locked
      }
    };
  }

  @Override
  public void cleanupStaleLocks() {
    // there are no locks
  }

  @Override
  public boolean isLocked(UploadId id) {
    return false;
  }

  /**
   * The library calls this after every error, with nothing to remove, since checksums are not
   * supported.
   */
  @Override
  public void removeLastNumberOfBytes(@Nullable UploadInfo info, long count) {
    if (count > 0) {
      throw new UnsupportedOperationException("Received bytes cannot be removed.");
    }
  }

  @Override
  public void update(UploadInfo info) {
    throw new UnsupportedOperationException("The size of an upload is known from the start.");
  }

  @Override
  public InputStream getUploadedBytes(String uri, String owner) {
    throw new UnsupportedOperationException("Uploads are read as videos.");
  }

  @Override
  public InputStream getUploadedBytes(UploadId id) {
    throw new UnsupportedOperationException("Uploads are read as videos.");
  }

  @Override
  public void copyUploadTo(UploadInfo info, OutputStream target) {
    throw new UnsupportedOperationException("Uploads are read as videos.");
  }

  @Override
  public void cleanupExpiredUploads(UploadLockingService locks) {
    // the platform does
  }

  @Override
  public @Nullable Long getUploadExpirationPeriod() {
    return null;
  }

  @Override
  public void setUploadExpirationPeriod(Long period) {
    // the platform decides
  }

  @Override
  public void setUploadConcatenationService(UploadConcatenationService service) {
    // concatenation is not supported
  }

  @Override
  public @Nullable UploadConcatenationService getUploadConcatenationService() {
    return null;
  }
}
