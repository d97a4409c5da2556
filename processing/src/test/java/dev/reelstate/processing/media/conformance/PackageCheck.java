package dev.reelstate.processing.media.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Holds a package to what its files can show of RFC 8216 (HLS), Apple's HLS authoring specification
 * and ISO/IEC 23009-1 (DASH). It reads the files with code of its own, so that no mistake of the
 * packager's is repeated.
 */
public final class PackageCheck {

  private PackageCheck() {}

  /**
   * The rules that a package breaks, one sentence each.
   *
   * @param folder the folder of {@code master.m3u8} and {@code manifest.mpd}
   */
  public static List<String> faults(Path folder) throws IOException {
    Faults faults = new Faults();
    Map<String, Rendition> renditions = new MasterCheck(folder, faults).run();
    if (Files.exists(folder.resolve("manifest.mpd"))) {
      new DashCheck(folder, renditions, faults).run();
    }
    return faults.all();
  }
}
