package dev.reelstate.processing.format.voc;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import dev.reelstate.processing.format.io.Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a folder of annotations. Not thread-safe. */
final class VocReader {

  private final PixelConvention pixels;
  private final Delivery out;
  private final LossReport.Builder losses = new LossReport.Builder();

  VocReader(PixelConvention pixels, LabelHandler handler) {
    this.pixels = pixels;
    this.out = new Delivery(handler);
  }

  LossReport read(Path source) {
    for (Path file : files(source)) {
      String id = ImageIndex.stem(String.valueOf(file.getFileName()));
      Xml.read(file, "annotation", xml -> {
        VocImage image = new VocImage(id, pixels, losses);
        image.read(xml);
        image.deliver(out);
      });
    }
    return losses.build();
  }

  private static List<Path> files(Path source) {
    if (Files.isRegularFile(source)) {
      return List.of(source);
    }
    Path annotations = source.resolve("Annotations");
    try (Stream<Path> all = Files.list(Files.isDirectory(annotations) ? annotations : source)) {
      List<Path> files =
          all.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
      if (files.isEmpty()) {
        throw new Refusal("There is no XML file.").in(source, "");
      }
      return files;
    } catch (IOException e) {
      throw Texts.unreadable(source, e);
    }
  }
}
