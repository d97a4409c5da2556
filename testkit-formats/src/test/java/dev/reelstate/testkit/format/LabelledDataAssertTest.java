package dev.reelstate.testkit.format;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.mot.MotFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelledDataAssertTest {

  private static final LabelFormat MOT = new MotFormat();

  @Test
  void data_that_a_format_holds_passes() {
    FormatAssertions.assertThat(data(object())).hasNoLossAs(MOT);
  }

  @Test
  void a_loss_is_listed() {
    LabelledData colored = data(object().withAttributes(Map.of("colour", "red")));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> FormatAssertions.assertThat(colored).hasNoLossAs(MOT))
        .withMessageStartingWith("Expected nothing to be lost as mot, but this would be:\n  ")
        .withMessageContaining("attribute: 1")
        .withMessageContaining("colour");
  }

  @Test
  void a_loss_can_be_accepted_by_its_kind() {
    LabelledData colored = data(object().withAttributes(Map.of("colour", "red")));

    FormatAssertions.assertThat(colored).losesOnlyAs(MOT, "attribute");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> FormatAssertions.assertThat(colored).losesOnlyAs(MOT, "area"))
        .withMessageContaining("Expected only area to be lost as mot");
  }

  private static LabelledObject object() {
    return LabelledObject.of("street/0", MotFormat.PEDESTRIAN, new Box(10, 10, 40, 80))
        .withTrack("1");
  }

  private static LabelledData data(LabelledObject object) {
    return new LabelledData(
        List.of(Category.of(MotFormat.PEDESTRIAN)),
        List.of(new LabelledVideo("street", null)),
        List.of(LabelledImage.frame("street/0", "street", 0)),
        List.of(object));
  }
}
