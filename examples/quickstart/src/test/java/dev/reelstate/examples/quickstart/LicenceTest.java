package dev.reelstate.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.VideoId;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenceTest {

  @ParameterizedTest
  @ValueSource(classes = {VideoId.class, JdbcVideoStore.class, VideoPlatform.class})
  void each_library_carries_its_licence_and_its_notice(Class<?> type) throws Exception {
    URL library = type.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone = new URLClassLoader(new URL[] {library}, null)) {
      assertThat(alone.getResource("META-INF/LICENSE")).isNotNull();
      assertThat(alone.getResource("META-INF/NOTICE")).isNotNull();
    }
  }
}
