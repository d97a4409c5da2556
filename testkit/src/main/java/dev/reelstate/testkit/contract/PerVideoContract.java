package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.ORIGINAL;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract for what is asked for and kept per video. */
public interface PerVideoContract extends StoreContract {

  /** Ends a generation. */
  VideoChange CANCELLED = new VideoChange.Stopped(VideoStatus.CANCELLED, null);

  /** Whatever the host and its steps are to be told comes back as it was given. */
  @Test
  default void recipe_metadata_and_parameters_are_kept_as_they_were_given() {
    Map<String, String> metadata = Map.of("Größe", "a \"b\"\n🦁", "empty", "");
    NewVideo given = NewVideo.named("a.mp4")
        .withRecipe("kürz")
        .withMetadata(metadata)
        .withParameters(Map.of("blur", "faces"));

    Video created = store().videos().create(given);

    assertThat(created.recipe()).isEqualTo(new RecipeRef("kürz", null));
    assertThat(created.metadata()).isEqualTo(metadata);
    assertThat(created.parameters()).isEqualTo(Map.of("blur", "faces"));
    assertThat(store().videos().details(given.id()).orElseThrow().video()).isEqualTo(created);
    Video plain = store().videos().create(NewVideo.named("b.mp4"));
    assertThat(plain.recipe()).isNull();
    assertThat(plain.metadata()).isEmpty();
    assertThat(plain.parameters()).isEmpty();
  }

  /** A plan and the recipe that it follows belong together. */
  @Test
  default void a_plan_brings_its_recipe_and_one_without_leaves_it() {
    StoreScript script = new StoreScript(store());
    RecipeRef first = new RecipeRef("short", "1");
    RecipeRef second = new RecipeRef("long", "2");
    Video video = script.received();

    video = script.change(video, new VideoChange.Queued(List.of(task("inspect", 0)), first));
    assertThat(video.recipe()).isEqualTo(first);
    video = script.change(video, CANCELLED);
    video = script.change(video, new VideoChange.Resumed());
    assertThat(video.recipe()).isEqualTo(first);
    video = script.change(video, CANCELLED);
    video = script.change(video, new VideoChange.Queued(List.of(task("inspect", 0))));
    assertThat(video.recipe()).isEqualTo(first);
    video = script.change(video, CANCELLED);
    video = script.change(video, new VideoChange.Queued(List.of(task("inspect", 0)), second));
    assertThat(video.recipe()).isEqualTo(second);
    assertThat(script.latest(video)).isEqualTo(video);
  }

  /** Videos that are queued together each keep their own. */
  @Test
  default void videos_that_are_queued_directly_keep_their_recipes() {
    RecipeRef recipe = new RecipeRef("short", "1");
    NewVideo named = NewVideo.named("b.mp4").withRecipe("long").withMetadata(Map.of("a", "b"));
    List<VideoId> ids = store()
        .videos()
        .queue(List.of(
            new StoredVideo(NewVideo.named("a.mp4"), ORIGINAL, List.of(task("inspect", 0)), recipe),
            new StoredVideo(named, ORIGINAL, List.of(task("inspect", 0))),
            new StoredVideo(NewVideo.named("c.mp4"), ORIGINAL, List.of(task("inspect", 0)))));

    assertThat(ids.stream().map(id -> store().videos().find(id).orElseThrow()))
        .extracting(Video::recipe)
        .containsExactly(recipe, new RecipeRef("long", null), null);
    assertThat(store().videos().find(named.id()).orElseThrow().metadata())
        .isEqualTo(Map.of("a", "b"));
  }

  /** An edit sets what it names and leaves the rest, the status and its version among it. */
  @Test
  default void an_edit_sets_what_it_names_in_one_event() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(
        NewVideo.named("a.mp4").withLabels("old", "sea").withMetadata(Map.of("a", "1")),
        task("inspect", 0));
    VideoEdit edit = VideoEdit.none()
        .withTitle("Löwe 🦁")
        .withLabels(Set.of("sea", "größer"))
        .withPosterAt(Duration.ofNanos(12_500_000_001L));

    Video edited = store().videos().edit(video, edit).orElseThrow();

    assertThat(edited.title()).isEqualTo("Löwe 🦁");
    assertThat(edited.labels()).containsExactlyInAnyOrder("sea", "größer");
    assertThat(edited.posterAt()).isEqualTo(Duration.ofNanos(12_500_000_001L));
    assertThat(edited.metadata()).isEqualTo(Map.of("a", "1"));
    assertThat(edited.edits()).isEqualTo(1);
    assertThat(edited.version()).isEqualTo(video.version());
    assertThat(script.latest(video)).isEqualTo(edited);
    assertThat(script.events(video).get((int) edited.eventNumber() - 1))
        .isInstanceOfSatisfying(
            VideoEvent.VideoEdited.class, event -> assertThat(event.edit()).isEqualTo(edit));
    assertThat(listed("old")).isEmpty();
    assertThat(listed("größer")).containsExactly(video.id());
    Video emptied = store()
        .videos()
        .edit(edited, VideoEdit.none().withLabels(Set.of()).withMetadata(Map.of()))
        .orElseThrow();
    assertThat(emptied.labels()).isEmpty();
    assertThat(emptied.metadata()).isEmpty();
    assertThat(emptied.title()).isEqualTo("Löwe 🦁");
  }

  /** Editors do not overwrite each other unknowingly, and do not disturb the work. */
  @Test
  default void an_edit_of_what_somebody_else_has_edited_does_nothing() {
    StoreScript script = new StoreScript(store());
    Video seen = script.received();
    Video queued = script.change(seen, new VideoChange.Queued(List.of(task("inspect", 0))));

    Video first = store().videos().edit(seen, VideoEdit.none().withTitle("1")).orElseThrow();
    assertThat(store().videos().edit(queued, VideoEdit.none().withTitle("2"))).isEmpty();
    assertThat(script.latest(seen)).isEqualTo(first);
    assertThat(first.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(script.change(queued, CANCELLED).title()).isEqualTo("1");
  }

  /** A later priority counts for what has not been claimed. */
  @Test
  default void a_video_whose_priority_is_raised_is_claimed_first_and_one_lowered_last() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video low = script.queued(StoreScript.named("p", null, 0), task("inspect", 0));
    Video middle = script.queued(StoreScript.named("p", null, 0), task("inspect", 0));
    Video high = script.queued(
        StoreScript.named("p", null, 0), task("inspect", 0), task("render", 0, "inspect"));

    assertThat(store().videos().edit(high, VideoEdit.none().withPriority(5))).isPresent();
    assertThat(store().videos().edit(low, VideoEdit.none().withPriority(-5))).isPresent();

    Claim first = script.claimOne(lease);
    assertThat(first.task().videoId()).isEqualTo(high.id());
    script.report(StoreScript.succeeded(first));
    assertThat(Stream.generate(() -> script.claimOne(lease)).limit(3))
        .extracting(claim -> claim.task().videoId())
        .containsExactly(high.id(), middle.id(), low.id());
  }

  /** What the host gives outlives generations and hides what they made under its name. */
  @Test
  default void a_given_artifact_stays_and_takes_the_place_of_those_of_its_name() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Artifact own = StoreScript.artifact(Artifact.POSTER, 0);
    Artifact made = StoreScript.artifact(Artifact.POSTER, 1);
    Artifact film = StoreScript.artifact(Artifact.MP4, 1);

    assertThat(store().videos().give(video.id(), own)).isEmpty();
    script.report(StoreScript.succeeded(script.claimOne(lease), made, film));
    script.report(StoreScript.published(script.claimOne(lease)));

    assertThat(store().videos().artifacts(video.id())).containsExactly(own, film);
    assertThat(store().videos().artifacts(video.id(), 1)).containsExactly(made, film);
    assertThat(store().videos().artifacts(video.id(), 0)).containsExactly(own);
    assertThat(store().videos().details(video.id()).orElseThrow().artifacts())
        .containsExactly(own, made, film);
    Artifact other = new Artifact(
        Artifact.POSTER,
        Artifact.POSTER,
        0,
        Artifact.GIVEN,
        "b",
        "image/png",
        1,
        1,
        null,
        3,
        false);
    assertThat(store().videos().give(video.id(), other)).contains(own);
    script.change(script.latest(video), new VideoChange.Queued(List.of(task("render", 0))));
    assertThat(store().videos().artifacts(video.id())).containsExactly(film, other);
  }

  /** Nothing is given to a video that is gone. */
  @Test
  default void a_deleted_or_unknown_video_is_given_nothing() {
    Video deleted = new StoreScript(store()).inStatus(VideoStatus.DELETED);
    Artifact own = StoreScript.artifact(Artifact.POSTER, 0);

    assertThatIllegalStateException().isThrownBy(() -> store().videos().give(deleted.id(), own));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().videos().give(VideoId.create(), own));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> store().videos().give(deleted.id(), StoreScript.artifact(Artifact.POSTER, 1)));
  }

  private List<VideoId> listed(String label) {
    return store().videos().list(VideoQuery.all().withLabel(label)).items().stream()
        .map(Video::id)
        .toList();
  }
}
