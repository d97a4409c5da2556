package dev.reelstate.examples.fuzz.seed;

import dev.reelstate.examples.fuzz.seed.Seed.Coder;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates a small file of each accepted container, in several variants. */
public final class Seeds {

  private static final Coder H264 = new Coder("libopenh264", "yuv420p");
  private static final Coder MPEG4 = new Coder("mpeg4", "yuv420p");
  private static final Coder MPEG2 = new Coder("mpeg2video", "yuv420p");
  private static final Coder JPEG = new Coder("mjpeg", "yuvj420p");
  private static final Coder AAC = new Coder("aac", "fltp");
  private static final Coder MP3 = new Coder("libmp3lame", "fltp");
  private static final Coder MP2 = new Coder("mp2", "s16");
  private static final Coder AC3 = new Coder("ac3", "fltp");
  private static final Coder OPUS = new Coder("libopus", "flt");
  private static final Coder VORBIS = new Coder("vorbis", "fltp");
  private static final Coder FLAC = new Coder("flac", "s16");
  private static final Coder PCM = new Coder("pcm_s16le", "s16");
  private static final Coder MOTOROLA_PCM = new Coder("pcm_s16be", "s16");

  private static final Coder TRUEHD = new Coder("truehd", "s16p");
  private static final Coder DV = new Coder("dvvideo", "yuv420p", 720, 576, 3);

  private static final @Nullable Coder NONE = null;

  private static final List<Seed> ALL = List.of(
      Seed.of("h264-aac.mp4", "mp4", H264, AAC),
      Seed.of("fragmented.mp4", "mp4", H264, AAC)
          .with("movflags", "frag_keyframe+empty_moov+default_base_moof"),
      Seed.of("segments.mp4", "mp4", H264, NONE).with("movflags", "dash+frag_keyframe"),
      Seed.of("text.mp4", "mp4", H264, AAC).withSubtitles("mov_text"),
      Seed.of("av1-opus.mp4", "mp4", new Coder("libaom-av1", "yuv420p"), OPUS),
      Seed.of("mpeg4-mp3.mp4", "mp4", MPEG4, MP3),
      Seed.of("sound.m4a", "ipod", NONE, AAC),
      Seed.of("alac.m4a", "ipod", NONE, new Coder("alac", "s16p")),
      Seed.of("prores-pcm.mov", "mov", new Coder("prores", "yuv422p10le"), MOTOROLA_PCM),
      Seed.of("jpeg-pcm.mov", "mov", JPEG, PCM),
      Seed.of("h264-aac.mkv", "matroska", H264, AAC),
      Seed.of("text.mkv", "matroska", H264, AC3).withSubtitles("srt"),
      Seed.of("mpeg4-flac.mkv", "matroska", MPEG4, FLAC),
      Seed.of("vp9-opus.webm", "webm", new Coder("libvpx-vp9", "yuv420p"), OPUS),
      Seed.of("vp8-vorbis.webm", "webm", new Coder("libvpx", "yuv420p"), VORBIS),
      Seed.of("h264-aac.flv", "flv", H264, AAC),
      Seed.of("flv1-mp3.flv", "flv", new Coder("flv", "yuv420p"), MP3),
      Seed.of("mpeg4-mp3.avi", "avi", MPEG4, MP3),
      Seed.of("jpeg-pcm.avi", "avi", JPEG, PCM),
      Seed.of("wmv2-wma.asf", "asf", new Coder("wmv2", "yuv420p"), new Coder("wmav2", "fltp")),
      Seed.of("msmpeg4-mp3.wmv", "asf", new Coder("msmpeg4", "yuv420p"), MP3),
      Seed.of("h264-aac.ts", "mpegts", H264, AAC),
      Seed.of("mpeg2-ac3.ts", "mpegts", MPEG2, AC3),
      Seed.of("timed.m2ts", "mpegts", MPEG2, MP2).with("mpegts_m2ts_mode", "1"),
      Seed.of("mpeg2-mp2.mpg", "mpeg", MPEG2, MP2),
      Seed.of("mpeg2-ac3.vob", "vob", MPEG2, AC3),
      Seed.of("mpeg1-mp2.mpg", "mpeg", new Coder("mpeg1video", "yuv420p"), MP2),
      Seed.of("opus.ogg", "ogg", NONE, OPUS),
      Seed.of("vorbis.ogg", "ogg", NONE, VORBIS),
      Seed.of("flac.ogg", "ogg", NONE, FLAC),
      Seed.of("vp8-opus.ogv", "ogg", new Coder("libvpx", "yuv420p"), OPUS),
      Seed.of("ffv1-flac.mkv", "matroska", new Coder("ffv1", "yuv420p"), FLAC),
      Seed.of("ffv1.avi", "avi", new Coder("ffv1", "bgr0"), PCM),
      Seed.of("raw.avi", "avi", new Coder("rawvideo", "yuyv422"), PCM),
      Seed.of("raw.mov", "mov", new Coder("rawvideo", "rgb24"), MOTOROLA_PCM),
      Seed.of("v210.mov", "mov", new Coder("v210", "yuv422p10le"), MOTOROLA_PCM),
      Seed.of("dv.dv", "dv", DV, NONE),
      Seed.of("dv.mov", "mov", DV, NONE),
      Seed.of("cineform.mov", "mov", new Coder("cfhd", "yuv422p10le"), MOTOROLA_PCM),
      Seed.of("cineform.avi", "avi", new Coder("cfhd", "gbrp12le"), PCM),
      Seed.of("moving.gif", "gif", new Coder("gif", "rgb8"), NONE),
      Seed.of("moving.apng", "apng", new Coder("apng", "rgba"), NONE),
      Seed.of("png.mov", "mov", new Coder("png", "rgb24"), MOTOROLA_PCM),
      Seed.of("alac.caf", "caf", NONE, new Coder("alac", "s16p")),
      Seed.of("pcm.caf", "caf", NONE, PCM),
      Seed.of("sound.thd", "truehd", NONE, TRUEHD),
      Seed.of("truehd.mkv", "matroska", H264, TRUEHD),
      Seed.of("sound.mp3", "mp3", NONE, MP3),
      Seed.of("sound.wav", "wav", NONE, PCM),
      Seed.of("adpcm.wav", "wav", NONE, new Coder("adpcm_ima_wav", "s16p")),
      Seed.of("large.wav", "wav", NONE, new Coder("pcm_mulaw", "s16")).with("rf64", "always"),
      Seed.of("sound.aac", "adts", NONE, AAC),
      Seed.of("sound.flac", "flac", NONE, FLAC));

  private Seeds() {}

  /**
   * Writes all of them into a folder.
   *
   * @return how many
   * @throws Exception if one cannot be made with the natives of this machine
   */
  public static int write(Path folder) throws Exception {
    MediaNatives.require();
    for (Seed seed : ALL) {
      write(seed, folder);
    }
    SampleClip turned = SampleClip.of(64, 48, 25, Duration.ofSeconds(1)).withTurn(90);
    turned.write(folder.resolve("turned.mp4"));
    turned.withVariableFrameRate().withoutDuration().write(folder.resolve("live.mkv"));
    Files.write(folder.resolve("speech.amr"), Speech.narrow());
    Files.write(folder.resolve("speech.awb"), Speech.wide());
    return ALL.size() + 4;
  }

  private static void write(Seed seed, Path folder) throws Exception {
    try {
      SeedWriter.write(seed, folder.resolve(seed.fileName()));
    } catch (Exception e) {
      throw new IOException("The seed " + seed.fileName() + " cannot be made.", e);
    }
  }
}
