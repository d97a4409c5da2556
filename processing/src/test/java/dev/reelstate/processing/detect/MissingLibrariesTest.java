package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.detection.Detector;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a host that has what every host has, and no library of a detector. */
class MissingLibrariesTest {

  @ParameterizedTest
  @CsvSource({
    "hog, org.bytedeco:opencv",
    "cascade, org.bytedeco:opencv",
    "motion, org.bytedeco:opencv",
    "onnx, com.microsoft.onnxruntime:onnxruntime"
  })
  void a_detector_names_the_artifact_that_it_misses(String name, String artifact) throws Exception {
    URL[] libraries = Stream.of(Detectors.class, Detector.class, Loader.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
    try (URLClassLoader bare =
        new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
      Object detector = bare.loadClass(Detectors.class.getName())
          .getMethod("get", String.class)
          .invoke(null, name);
      Object spec = bare.loadClass("dev.reelstate.detection.DetectionSpec")
          .getMethod("of", String.class)
          .invoke(null, name);
      Class<?> spi = bare.loadClass(Detector.class.getName());

      assertThat(spi.getMethod("probe").invoke(detector).toString())
          .contains("Unavailable", artifact);
      assertThat(spi.getMethod("open", spec.getClass()).invoke(detector, spec).toString())
          .contains("Refused", "Unavailable", artifact);
    }
  }
}
