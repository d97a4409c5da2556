package dev.reelstate.processing.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reelstate.processing.media.sample.SampleClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that try to make their reader open a local file or an address: manifests under the names of
 * films, and films that refer to something outside. Each attack names both targets.
 */
final class AttackFiles {

  private final Path folder;
  private final List<String> targets;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private AttackFiles(Path folder, List<String> targets) {
    this.folder = folder;
    this.targets = targets;
  }

  /** Writes all files. */
  static List<Path> write(Path folder, Path secret, int port) throws IOException {
    AttackFiles attack = new AttackFiles(
        folder, List.of(secret.toUri().toString(), "http://127.0.0.1:" + port + "/"));
    attack.manifests(secret, port);
    attack.films(secret);
    for (Map.Entry<String, byte[]> file : attack.files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return attack.files.keySet().stream().map(folder::resolve).toList();
  }

  private void manifests(Path secret, int port) {
    for (String target : targets) {
      String kind = target.substring(0, 4);
      text(kind + "-dash.mp4", dash(target));
      text(kind + "-hls.ts", hls(target));
      text(kind + "-hls-concat.avi", hls("concat:" + target + "|" + target));
      text(kind + "-hls-key.mp4", hls(target).replace("#EXTINF", key(target) + "#EXTINF"));
      text(kind + "-concat.mp4", "ffconcat version 1.0\nfile '" + target + "'\n");
      text(kind + "-redirect.asf", "[Reference]\r\nRef1=" + target + "\r\n");
      text(
          kind + "-image.mp4",
          "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x="
              + "\"http://www.w3.org/1999/xlink\"><image x:href=\"" + target + "\"/></svg>");
      text(kind + "-page.webm", "<html><video src=\"" + target + "\"></video></html>");
    }
    text("path-concat.mkv", "ffconcat version 1.0\nfile " + secret + "\n");
    text(
        "session.mp4",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=video "
            + port + " RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n");
  }

  private static String key(String target) {
    return "#EXT-X-KEY:METHOD=AES-128,URI=\"" + target + "\"\n#EXT-X-MAP:URI=\"" + target + "\"\n";
  }

  private static String hls(String target) {
    return "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + target
        + "\n#EXT-X-ENDLIST\n";
  }

  private static String dash(String target) {
    return "<?xml version=\"1.0\"?><!DOCTYPE MPD [<!ENTITY e SYSTEM \"" + target + "\">]>"
        + "<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
        + " mediaPresentationDuration=\"PT9S\"><Period><AdaptationSet mimeType=\"video/mp4\">"
        + "<Representation id=\"a\" bandwidth=\"9\"><BaseURL>" + target
        + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
  }

  private void films(Path secret) throws IOException {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(96, 64, 25, Duration.ofSeconds(1)).write(clip);
    byte[] film = Files.readAllBytes(clip);
    files.put("clip.mp4", film);
    for (String target : targets) {
      String kind = target.substring(0, 4);
      byte[] url = fullBox("url ", (target + "\0").getBytes(ISO_8859_1));
      files.put(kind + "-reference.mov", referring(film, url));
      files.put(kind + "-redirect.mov", redirect(target));
      files.put(kind + "-subtitle.avi", subtitled(hls(target)));
      files.put(kind + "-appended.mp4", joined(film, hls(target).getBytes(ISO_8859_1)));
    }
    files.put("alias.mov", referring(film, alias(secret.toString())));
    files.put("alias-up.mov", referring(film, alias("../" + secret.getFileName())));
    files.put("nested.mkv", nested());
  }

  private void text(String name, String content) {
    files.put(name, content.getBytes(ISO_8859_1));
  }

  /** A film whose samples are said to lie elsewhere. */
  private static byte[] referring(byte[] film, byte[] reference) {
    return rewritten(ByteBuffer.wrap(film), joined(ints(0, 1), reference));
  }

  private static byte[] rewritten(ByteBuffer boxes, byte[] references) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (boxes.remaining() >= 8) {
      int size = boxes.getInt();
      byte[] name = new byte[4];
      boxes.get(name);
      byte[] body = new byte[size - 8];
      boxes.get(body);
      String type = new String(name, ISO_8859_1);
      out.writeBytes(box(
          type,
          switch (type) {
            case "moov", "trak", "mdia", "minf", "dinf" ->
              rewritten(ByteBuffer.wrap(body), references);
            case "dref" -> references;
            default -> body;
          }));
    }
    return out.toByteArray();
  }

  /** The record by which classic Mac OS finds a file again, with its path in two encodings. */
  private static byte[] alias(String path) {
    byte[] name = path.getBytes(ISO_8859_1);
    ByteBuffer record = ByteBuffer.allocate(150 + 2 * (name.length + 5) + 4);
    record.putInt(0).putShort((short) record.capacity()).putShort((short) 2).putShort((short) 0);
    record.put((byte) 6).put("volume".getBytes(ISO_8859_1)).position(50);
    record.put((byte) 6).put("secret".getBytes(ISO_8859_1)).position(150);
    for (int type : new int[] {2, 18}) {
      record.putShort((short) type).putShort((short) name.length).put(name);
      record.position(record.position() + name.length % 2);
    }
    record.putShort((short) -1).putShort((short) 0);
    return fullBox("alis", record.array());
  }

  private static byte[] redirect(String target) {
    byte[] url = (target + "\0").getBytes(ISO_8859_1);
    byte[] reference = joined(ints(0), "url ".getBytes(ISO_8859_1), ints(url.length), url);
    return joined(
        box("ftyp", "qt  \0\0\0\0".getBytes(ISO_8859_1)),
        box("moov", box("rmra", box("rmda", box("rdrf", reference)))));
  }

  /** A film in AVI with a subtitle that is a playlist. */
  private static byte[] subtitled(String playlist) {
    byte[] content = playlist.getBytes(ISO_8859_1);
    byte[] subtitle = joined(
        "GAB2\0".getBytes(ISO_8859_1),
        little(2, 2),
        little(4, 2),
        "x\0".getBytes(ISO_8859_1),
        little(2, 4),
        little(4, content.length),
        content);
    byte[] header = new byte[56];
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(40_000).putInt(24, 1);
    byte[] stream = new byte[56];
    ByteBuffer.wrap(stream)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("txts".getBytes(ISO_8859_1))
        .putInt(20, 1)
        .putInt(24, 25)
        .putInt(32, 25);
    byte[] lists = joined(
        list("hdrl", chunk("avih", header), list("strl", chunk("strh", stream), chunk("strf"))),
        list("movi", chunk("00tx", subtitle)));
    return chunk("RIFF", "AVI ".getBytes(ISO_8859_1), lists);
  }

  /** A Matroska file with tags within tags, as deep as nobody needs them. */
  private static byte[] nested() {
    byte[] open = {1, -1, -1, -1, -1, -1, -1, -1};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, (byte) 0x80});
    out.writeBytes(joined(ints(0x18538067), open, ints(0x1254c367), open));
    out.writeBytes(joined(new byte[] {0x73, 0x73}, open));
    for (int i = 0; i < 100_000; i++) {
      out.writeBytes(joined(new byte[] {0x67, (byte) 0xc8}, open));
    }
    return out.toByteArray();
  }

  private static byte[] box(String type, byte[]... parts) {
    byte[] body = joined(parts);
    return joined(ints(body.length + 8), type.getBytes(ISO_8859_1), body);
  }

  private static byte[] fullBox(String type, byte[] body) {
    return box(type, ints(0), body);
  }

  private static byte[] list(String type, byte[]... parts) {
    return chunk("LIST", type.getBytes(ISO_8859_1), joined(parts));
  }

  private static byte[] chunk(String type, byte[]... parts) {
    byte[] body = joined(parts);
    return joined(
        type.getBytes(ISO_8859_1), little(4, body.length), body, new byte[body.length % 2]);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * 4);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.array();
  }

  private static byte[] little(int size, int number) {
    byte[] four =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    return Arrays.copyOf(four, size);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
