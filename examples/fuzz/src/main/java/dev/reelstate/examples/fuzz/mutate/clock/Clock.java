package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;
import java.util.Map;

/** Finds the fields that count time in files of one format. Implementations must bear any bytes. */
@FunctionalInterface
public interface Clock {

  /** The most fields that are found in one file. */
  int MOST = 4000;

  /** The clocks, by the containers that the sniffer names. */
  Map<String, Clock> ALL = Map.of(
      "mp4", new IsoClock(),
      "matroska", new EbmlClock(),
      "webm", new EbmlClock(),
      "avi", new RiffClock(),
      "wav", new RiffClock(),
      "asf", new AsfClock(),
      "flv", new FlvClock(),
      "mpegts", new TransportClock(),
      "mpegps", new ProgramClock(),
      "ogg", new OggClock());

  /** The fields. Some may reach beyond the end of the file. */
  List<Field> fields(byte[] file);

  /** The fields of a file; none if nothing is known about its container. */
  static List<Field> of(String container, byte[] file) {
    Clock clock = ALL.get(container);
    return clock == null ? List.of() : clock.fields(file);
  }
}
