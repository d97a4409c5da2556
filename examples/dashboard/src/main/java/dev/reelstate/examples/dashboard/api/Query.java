package dev.reelstate.examples.dashboard.api;

import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;

/** Parses the parameters of requests strictly, and refuses invalid ones with one sentence. */
final class Query {

  private static final int USUAL = 100;
  private static final int MOST = 1000;

  private Query() {}

  static VideoId id(Context context) {
    try {
      return VideoId.of(context.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound("There is no such video: the identity must be a UUID.");
    }
  }

  static Optional<String> text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isBlank());
  }

  static long number(Context context, String name, long otherwise, long least, long most) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw ProblemException.invalid(
        "The parameter " + name + " must be a number from " + least + " to " + most + ".");
  }

  /** The video query of a request. */
  static VideoQuery videos(Context context) {
    try {
      VideoQuery query = VideoQuery.all()
          .withLimit((int) number(context, "limit", USUAL, 1, MOST))
          .withAfter(text(context, "after").orElse(null));
      if (text(context, "project").isPresent()) {
        query = query.withProject(text(context, "project").get());
      }
      if (text(context, "text").isPresent()) {
        query = query.withText(text(context, "text").get());
      }
      if (text(context, "label").isPresent()) {
        query = query.withLabel(text(context, "label").get());
      }
      if (text(context, "status").isPresent()) {
        query = query.withStatuses(Arrays.stream(text(context, "status").get().split(","))
            .map(String::strip)
            .map(VideoStatus::parse)
            .toArray(VideoStatus[]::new));
      }
      return query;
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
