package dev.reelstate.processing.worker;

import dev.reelstate.processing.recipe.WorkerOptions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Jars as build tools of hosts make them. */
public final class Jars {

  private Jars() {}

  /** The jars of a worker, of this test run's own classes too. */
  public static List<Path> ofWorker(Path folder) throws IOException {
    String classPath = WorkerClassPath.locate(WorkerOptions.standard()).classPath();
    List<Path> jars = new ArrayList<>();
    for (Path entry :
        Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList()) {
      boolean isJar = Files.isRegularFile(entry);
      jars.add(isJar ? entry : of(entry, folder.resolve("module-" + jars.size() + ".jar")));
    }
    return jars;
  }

  /** A jar of a folder of classes. */
  public static Path of(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      files.filter(Files::isRegularFile).forEach(file -> add(out, classes, file));
    }
    return jar;
  }

  private static void add(JarOutputStream out, Path classes, Path file) {
    try {
      out.putNextEntry(
          new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A jar as Spring Boot makes it: the classes of its loader, the host's own classes, and libraries
   * as they are.
   */
  public static Path boot(
      Path jar, Path loader, String launcher, Class<?> main, List<Path> libraries)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, launcher);
    attributes.putValue("Start-Class", main.getName());
    attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
    attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        ZipFile classes = new ZipFile(loader.toFile())) {
      for (ZipEntry entry : Collections.list(classes.entries())) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          store(out, entry.getName(), classes.getInputStream(entry).readAllBytes(), "");
        }
      }
      out.putNextEntry(new ZipEntry("BOOT-INF/"));
      out.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
      for (Class<?> type : List.of(main, Patient.class)) {
        store(out, "BOOT-INF/classes/" + nameOf(type), bytesOf(type), "");
      }
      out.putNextEntry(new ZipEntry("BOOT-INF/lib/"));
      for (Path library : libraries) {
        String name = library.getFileName().toString();
        store(
            out,
            "BOOT-INF/lib/" + name,
            Files.readAllBytes(library),
            name.startsWith("gson") ? "UNPACK:" : "");
      }
    }
    return jar;
  }

  public static String nameOf(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  public static byte[] bytesOf(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream("/" + nameOf(type))) {
      return in.readAllBytes();
    }
  }

  private static void store(JarOutputStream out, String name, byte[] bytes, String comment)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setComment(comment);
    out.putNextEntry(entry);
    out.write(bytes);
  }

  /** A small jar with one class. */
  public static byte[] bytesOfJarWith(Class<?> type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      store(out, nameOf(type), bytesOf(type), "");
    }
    return bytes.toByteArray();
  }
}
