package dev.reelstate.processing.media.still;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosterTest {

  private static final PictureSize SIZE = new PictureSize(64, 48);

  private AVFrame plain;
  private AVFrame rich;

  @BeforeEach
  void draw() throws Exception {
    MediaNatives.require();
    plain = picture("color=black");
    rich = picture("testsrc2");
  }

  @AfterEach
  void free() {
    Frames.free(plain);
    Frames.free(rich);
  }

  private static AVFrame picture(String source) throws Exception {
    try (FilterGraph graph = FilterGraph.video(
        source + (source.contains("=") ? ":" : "=")
            + "size=64x48:rate=25:duration=0.04,format=yuv420p,buffersink@out0",
        1)) {
      AVFrame frame = Frames.make();
      graph.pull(0, frame);
      return frame;
    }
  }

  private static byte[] best(AVFrame... candidates) throws Exception {
    PosterTimes times = PosterTimes.of(new PosterSpec(64, 48, candidates.length), 1_000_000, true);
    try (Poster poster = new Poster(SIZE, times, false)) {
      for (int i = 0; i < candidates.length; i++) {
        candidates[i].pts(i);
        if (poster.look(i, candidates[i])) {
          poster.keep(candidates[i]);
        }
      }
      return poster.jpeg();
    }
  }

  @Test
  void the_richest_of_whole_pictures_is_chosen() throws Exception {
    assertThat(best(plain, rich)).isEqualTo(best(rich));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_whole_picture_is_chosen_before_any_damaged_one(boolean concealed) throws Exception {
    if (concealed) {
      rich.decode_error_flags(AVFrame.FF_DECODE_ERROR_CONCEALMENT_ACTIVE);
    } else {
      rich.flags(AVFrame.AV_FRAME_FLAG_CORRUPT);
    }

    assertThat(best(rich, plain)).isEqualTo(best(plain));
    assertThat(best(plain, rich)).isEqualTo(best(plain));
  }
}
