package dev.reelstate.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {

  @Test
  void a_long_sequence_becomes_clusters_of_nearly_equal_length() {
    Sequence film = film("film", 10);

    List<Sequence> clusters = Clusters.cut(List.of(film), 4);

    assertThat(clusters).extracting(Sequence::name).containsExactly("film#1", "film#2", "film#3");
    assertThat(clusters).extracting(cluster -> cluster.scenes().size()).containsExactly(3, 3, 4);
    assertThat(clusters).extracting(Sequence::labels).containsOnly(film.labels());
    assertThat(clusters.stream().flatMap(cluster -> cluster.scenes().stream()))
        .containsExactlyElementsOf(film.scenes());
  }

  @Test
  void a_sequence_that_is_short_enough_stays_as_it_is() {
    List<Sequence> films = List.of(film("short", 4), film("empty", 0));

    assertThat(Clusters.cut(films, 4)).isEqualTo(films);
  }

  @Test
  void a_cluster_has_a_scene() {
    assertThatIllegalArgumentException().isThrownBy(() -> Clusters.cut(List.of(), 0));
  }

  private static Sequence film(String name, int scenes) {
    List<Scene> frames = IntStream.range(0, scenes)
        .mapToObj(i -> new Scene(FrameRef.of(i, Duration.ofMillis(40L * i)), List.of(), List.of()))
        .toList();
    return new Sequence(name, Map.of("light", "night"), frames);
  }
}
