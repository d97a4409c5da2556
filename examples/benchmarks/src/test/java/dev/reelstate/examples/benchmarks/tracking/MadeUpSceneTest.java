package dev.reelstate.examples.benchmarks.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.tracking.TrackerSettings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MadeUpSceneTest {

  private static final int SCENES = 4;

  private static Map<String, Double> figures(MadeUpScene scene, TrackerSettings tracker) {
    return scene.score(tracker, SCENES).asTrackEval().values();
  }

  @ParameterizedTest
  @CsvSource({
    "CROSSING, 0.75, 0.85",
    "PILLAR, 0.70, 0.80",
    "CROWD, 0.60, 0.70",
    "POOR, 0.55, 0.65",
    "UNEVEN, 0.60, 0.70",
    "SAMPLED, 0.60, 0.70",
    "SPARSE, 0.75, 0.85"
  })
  void byte_track_follows_most_people(MadeUpScene scene, double hota, double idf1) {
    Map<String, Double> figures = figures(scene, TrackerSettings.byteTrack());

    assertThat(figures.get("HOTA")).isGreaterThan(hota);
    assertThat(figures.get("IDF1")).isGreaterThan(idf1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSSING", "PILLAR", "CROWD", "UNEVEN", "SAMPLED", "SPARSE"})
  void byte_track_beats_sort_where_scores_sink(MadeUpScene scene) {
    Map<String, Double> sort = figures(scene, TrackerSettings.sort());
    Map<String, Double> byteTrack = figures(scene, TrackerSettings.byteTrack());

    assertThat(byteTrack.get("HOTA")).isGreaterThan(sort.get("HOTA"));
    assertThat(byteTrack.get("IDF1")).isGreaterThan(sort.get("IDF1"));
    assertThat(byteTrack.get("Frag")).isLessThan(sort.get("Frag"));
  }
}
