package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.ORIGINAL;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How every store handles the longest words and the oddest text; the rules are those of
 * {@link StoredText}.
 */
public interface StoredTextContract extends StoreContract {

  /** Words of maximum length, made of four-byte characters that no index can compress. */
  @Test
  default void the_longest_words_are_kept_and_found() {
    StoreScript script = new StoreScript(store());
    NewVideo given = new NewVideo(
        VideoId.create(), longest(1), longest(2), longest(3), longest(4), Set.of(longest(5)), 0);

    Video video = script.queued(given, task("render", 0));
    assertThat(video.project()).isEqualTo(longest(1));
    assertThat(video.uploadKey()).isEqualTo(longest(4));
    assertThat(video.labels()).containsExactly(longest(5));
    assertThat(store().videos().create(given)).isEqualTo(video);
    assertThat(store()
            .videos()
            .list(VideoQuery.all().withProject(longest(1)).withLabel(longest(5)))
            .items())
        .containsExactly(video);

    Lease lease = script.join(longest(6));
    Claim claim = script.claimOne(lease);
    Artifact artifact = new Artifact(
        longest(7), longest(8), 1, longest(9), longest(1), "text/plain", 1, 1, null, 1, false);
    script.report(succeeded(claim, artifact));
    assertThat(store().videos().artifacts(video.id())).containsExactly(artifact);
    assertThat(script.tasks(video).get(0).attempts().get(0).node()).isEqualTo(longest(6));
    store().events().advance(longest(2), new EventCursor(1));
    assertThat(store().events().cursor(longest(2))).isEqualTo(new EventCursor(1));
  }

  /** The last character is significant. */
  @Test
  default void the_longest_words_are_told_apart_by_their_last_character() {
    String begin = longest(1).substring(0, 2 * (StoredText.MAX_WORD - 1));
    Video lion = store().videos().create(StoreScript.named("zoo", begin + "🦁", 0));
    Video tiger = store().videos().create(StoreScript.named("zoo", begin + "🐯", 0));

    assertThat(lion.id()).isNotEqualTo(tiger.id());
  }

  /** A word that is too long is refused with a readable message, before it reaches the database. */
  @Test
  default void an_overlong_word_is_refused() {
    String reason = "has 256 characters but may have at most 255.";
    refusesAsWord("a".repeat(StoredText.MAX_WORD + 1), reason);
    refusesAsWord("🦁".repeat(StoredText.MAX_WORD + 1), reason);
  }

  /** Text that some databases cannot keep is given to none. */
  @Test
  default void text_that_not_every_database_can_keep_is_refused() {
    for (String text : List.of("a\0b", "a\uD83E", "\uDD81a")) {
      String reason = ", which databases cannot store; remove it.";
      refusesAsWord(text, reason);
      refuses(() -> video("a", text, "a", null), reason);
      refuses(() -> video("a", "a", text, null), reason);
      refuses(() -> VideoQuery.all().withText(text), reason);
      refuses(() -> new Original(text, 1, ORIGINAL.sha256()), reason);
      refuses(() -> new TaskSpec("render", 0, Set.of(), 1, text), reason);
      refuses(() -> artifact("a", "a", text), reason);
    }
  }

  /** All other text is kept unchanged. */
  @Test
  default void odd_text_is_kept_unchanged() {
    String odd = " \u0001\t\r\n'\"\\%_\u007F\u0085\uFEFF\uFFFF🦁e\u0301\u202E ";
    NewVideo given = new NewVideo(VideoId.create(), odd, odd, odd, odd, Set.of(odd), 0);
    StoreScript script = new StoreScript(store());
    script.queued(given, new TaskSpec("render", 0, Set.of(), 1, odd));

    assertThat(script.claimOne(script.join(odd)).input()).isEqualTo(odd);
    assertThat(store().videos().list(VideoQuery.all().withText(odd)).items())
        .singleElement()
        .usingRecursiveComparison()
        .comparingOnlyFields("project", "title", "fileName", "uploadKey", "labels")
        .isEqualTo(given);
  }

  /** A failure is never lost because of the text it quotes. */
  @Test
  default void a_failure_is_kept_without_unstorable_characters() {
    StoreScript script = new StoreScript(store());
    Failure failure = Failure.permanent(FailureCode.DAMAGED, "It says \0.").withDetail("🦁\uD83E");

    Video rejected =
        script.change(script.uploading(), new VideoChange.Stopped(VideoStatus.REJECTED, failure));

    assertThat(rejected.failure())
        .isEqualTo(
            Failure.permanent(FailureCode.DAMAGED, "It says \uFFFD.").withDetail("🦁\uFFFD"));
    assertThat(script.latest(rejected)).isEqualTo(rejected);
  }

  private void refusesAsWord(String word, String reason) {
    refuses(() -> video(word, "a", "a", null), reason);
    refuses(() -> video("a", "a", "a", word), reason);
    refuses(() -> video("a", "a", "a", null, word), reason);
    refuses(() -> VideoQuery.all().withProject(word), reason);
    refuses(() -> VideoQuery.all().withLabel(word), reason);
    refuses(() -> artifact(word, "a", "a"), reason);
    refuses(() -> artifact("a", word, "a"), reason);
    refuses(() -> store().nodes().join(word, StoreScript.LEASE), reason);
    refuses(() -> store().events().cursor(word), reason);
    refuses(() -> store().events().advance(word, EventCursor.BEGINNING), reason);
  }

  private static void refuses(Runnable call, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(call::run)
        .withMessageStartingWith("The ")
        .withMessageEndingWith(reason);
  }

  private static NewVideo video(
      String project, String title, String fileName, @Nullable String uploadKey, String... labels) {
    return new NewVideo(
        VideoId.create(), project, title, fileName, uploadKey, Set.copyOf(List.of(labels)), 0);
  }

  private static Artifact artifact(String kind, String name, String key) {
    return new Artifact(kind, name, 1, "render", key, "text/plain", null, null, null, 1, false);
  }

  /** A word of maximum length, made of four-byte characters that no index can compress. */
  static String longest(long seed) {
    int[] characters =
        new Random(seed).ints(StoredText.MAX_WORD, 0x20000, 0x2A6E0).toArray();
    return new String(characters, 0, characters.length);
  }
}
