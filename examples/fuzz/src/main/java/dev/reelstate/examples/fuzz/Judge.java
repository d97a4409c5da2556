package dev.reelstate.examples.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.fuzz.Finding.Kind;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges how a video ended, while its outputs still exist. */
record Judge(MediaStorage storage, VideoDetails details) {

  /** What a run says of its outputs, and is none itself. */
  private static final Set<String> ABOUT_OUTPUTS =
      Set.of(Artifact.RENDER_REPORT, Artifact.INVENTORY);

  /** An exception or an exit code, and not what libav has printed. */
  private static final Pattern CAUSE = Pattern.compile("(exit code|[a-z.]+\\.[A-Z]\\w+).*");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What should not have happened. */
  List<Finding> findings() throws IOException {
    VideoStatus status = details.video().status();
    Failure failure = details.video().failure();
    List<Finding> found = new ArrayList<>();
    switch (status) {
      case COMPLETED -> outputs(found);
      case REJECTED -> {
        if (failure == null || !failure.code().rejects()) {
          found.add(fault(status, failure));
        } else if (failure.code().equals(FailureCode.QUARANTINED)) {
          found.add(finding(Kind.CRASH, failure));
        }
      }
      case FAILED ->
        found.add(
            failure == null ? fault(status, failure) : finding(kind(failure.code()), failure));
      case CANCELLED -> {} // by the trial, which says why
      default -> found.add(fault(status, failure));
    }
    attempts(failure, found);
    return found;
  }

  private static Kind kind(FailureCode code) {
    return switch (code.family()) {
      case RESOURCE -> Kind.LIMIT;
      case WORKER -> Kind.CRASH;
      default -> Kind.FAULT;
    };
  }

  /** Attempts that failed for another reason than the video did in the end. */
  private void attempts(@Nullable Failure last, List<Finding> found) {
    details.failures().stream()
        .map(VideoDetails.FailedAttempt::failure)
        .filter(failure -> !failure.code().rejects())
        .filter(failure -> last == null
            || (!last.code().equals(failure.code())
                && !last.code().equals(FailureCode.QUARANTINED)))
        .findFirst()
        .ifPresent(failure -> {
          Kind kind = kind(failure.code());
          found.add(finding(kind == Kind.FAULT ? Kind.RETRIED : kind, failure));
        });
  }

  private void outputs(List<Finding> found) throws IOException {
    boolean any = false;
    for (Artifact artifact : details.artifacts()) {
      any |= !ABOUT_OUTPUTS.contains(artifact.kind());
      if (storage.size(artifact.key()).orElse(0L) == 0) {
        found.add(Finding.of(Kind.FAULT, "completed, but its " + artifact.kind() + " is missing"));
      }
    }
    if (!any) {
      found.add(Finding.of(Kind.FAULT, "completed without any output"));
    }
  }

  private static Finding fault(VideoStatus status, @Nullable Failure failure) {
    return Finding.of(Kind.FAULT, "it is " + status.wireName() + " with the failure " + failure);
  }

  private static Finding finding(Kind kind, Failure failure) {
    String detail = Objects.requireNonNullElse(failure.detail(), "");
    String cause =
        detail.lines().filter(line -> CAUSE.matcher(line).matches()).findFirst().orElse("");
    String key = kind + " " + failure.code() + " " + failure.step() + " "
        + Signature.general(failure.message()) + " "
        + Signature.general(cause);
    String text =
        failure.code() + " in " + failure.step() + ": " + failure.message() + "\n" + detail;
    return new Finding(kind, key, text);
  }

  /** What the render report warns of. */
  List<String> warnings() throws IOException {
    List<String> all = new ArrayList<>();
    for (Artifact artifact : details.artifacts()) {
      if (artifact.kind().equals(Artifact.RENDER_REPORT)) {
        try (InputStream json = storage.open(artifact.key(), 0)) {
          JsonNode warnings = JSON.readTree(json).path("warnings");
          warnings.forEach(warning -> all.add(warning.asText()));
        }
      }
    }
    return all;
  }
}
