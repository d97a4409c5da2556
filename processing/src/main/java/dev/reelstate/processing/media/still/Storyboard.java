package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.WebVtt;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Collects small pictures in one sprite, and writes the WebVTT cues that locate them. Of several
 * pictures from the time of a tile, the most appealing one is shown. Used by one thread.
 */
public final class Storyboard implements AutoCloseable {

  public static final String SPRITE = "storyboard.jpg";
  public static final String CUES = "storyboard.vtt";

  /** On a scale from 2 (best) to 31; tiles are small and seen only for a moment. */
  private static final int QUALITY = 5;

  /** The longest side of a JPEG, rounded down to what decoders accept. */
  private static final int LONGEST_SIDE = 16_000;

  /** The height of the highest tile, as a multiple of the width that is wanted. */
  private static final double HIGHEST_TILE = 4;

  /** So many pictures are looked at for each tile if every picture is decoded. */
  private static final int CHOICE = 3;

  /** The picture in the middle is shown unless another one is so many times better. */
  private static final double MIDDLE = 2;

  private final StillScaler scaler;
  private final PictureSize tile;
  private final long end;
  private final int tiles;
  private final int choice;
  private final double[] appeal;
  private final int columns;
  private final AVFrame sprite;

  /**
   * Creates an empty storyboard.
   *
   * @param end the media's end in media ticks
   * @param keyFrames whether only key frames are shown, of which each costs as much as many others
   */
  public Storyboard(
      RenderSpec.StoryboardSpec spec, PictureSize display, long end, boolean keyFrames)
      throws LibavException {
    this.end = end;
    choice = keyFrames ? 1 : CHOICE;
    tile = tile(spec, display);
    scaler = new StillScaler(tile);
    tiles = tiles(spec, tile, end);
    appeal = new double[tiles];
    Arrays.fill(appeal, -1);
    columns = (int) Math.ceil(Math.sqrt(tiles));
    sprite = sprite();
  }

  /** The size of a tile: as wide as wanted, unless it were too high then. */
  private static PictureSize tile(RenderSpec.StoryboardSpec spec, PictureSize display) {
    double shape = (double) display.height() / display.width();
    double width = spec.tileWidth() * Math.min(1, HIGHEST_TILE / shape);
    return new PictureSize(PictureSize.even(width), PictureSize.even(width * shape));
  }

  /** The size of each tile. */
  public PictureSize tile() {
    return tile;
  }

  private static int tiles(RenderSpec.StoryboardSpec spec, PictureSize tile, long end) {
    long interval = Math.max(1, TimeBase.MEDIA.ticks(spec.minInterval()));
    long byTime = Math.max(1, end / interval);
    long across = Math.max(1, LONGEST_SIDE / Math.max(tile.width(), tile.height()));
    return (int) Math.min(Math.min(spec.maxTiles(), byTime), across * across);
  }

  private AVFrame sprite() throws LibavException {
    int rows = (tiles + columns - 1) / columns;
    AVFrame frame = Frames.make();
    frame
        .format(avutil.AV_PIX_FMT_YUVJ420P)
        .width(columns * tile.width())
        .height(rows * tile.height());
    try {
      LibavException.check(avutil.av_frame_get_buffer(frame, 0), "allocate a sprite");
    } catch (LibavException e) {
      Frames.free(frame);
      throw e;
    }
    frame.color_range(avutil.AVCOL_RANGE_JPEG);
    for (int plane = 0; plane < 3; plane++) {
      long height = plane == 0 ? frame.height() : (frame.height() + 1) / 2;
      Pointer.memset(frame.data(plane), plane == 0 ? 0 : 128, height * frame.linesize(plane));
    }
    return frame;
  }

  /** The times at which pictures are looked at, evenly spread over each tile's, in media ticks. */
  public long[] times() {
    long[] times = new long[tiles * choice];
    for (int i = 0; i < times.length; i++) {
      long from = time(i / choice);
      long until = time(i / choice + 1);
      times[i] = from + (until - from) * (2L * (i % choice) + 1) / (2L * choice);
    }
    return times;
  }

  private long time(int tileNumber) {
    return end * tileNumber / tiles;
  }

  /**
   * Draws an upright picture in its place, unless a better one is there; the caller keeps
   * ownership.
   *
   * @param number its position in the list of times, or {@link EveryPicture#NO_NUMBER} if it is
   *     shown within the time of its tile
   */
  public void place(int number, AVFrame picture) throws LibavException {
    boolean known = number != EveryPicture.NO_NUMBER;
    int place = known ? number / choice : tileAt(picture.pts());
    boolean middle = known && number % choice == choice / 2;
    AVFrame scaled = scaler.scale(picture);
    try {
      double worth = Frames.isWhole(picture) ? Appeal.of(Look.of(scaled)) : 0;
      worth *= middle ? MIDDLE : 1;
      if (worth <= appeal[place]) {
        return;
      }
      appeal[place] = worth;
      int left = place % columns * tile.width();
      int top = place / columns * tile.height();
      for (int plane = 0; plane < 3; plane++) {
        int shift = plane == 0 ? 0 : 1;
        copy(
            scaled,
            plane,
            left >> shift,
            top >> shift,
            tile.width() >> shift,
            tile.height() >> shift);
      }
    } finally {
      Frames.free(scaled);
    }
  }

  private int tileAt(long time) {
    return (int) Math.max(0, Math.min(tiles - 1, time * tiles / end));
  }

  private void copy(AVFrame scaled, int plane, int left, int top, int width, int height) {
    BytePointer from = scaled.data(plane);
    BytePointer to = sprite.data(plane);
    for (int y = 0; y < height; y++) {
      from.position((long) y * scaled.linesize(plane));
      to.position((long) (top + y) * sprite.linesize(plane) + left);
      Pointer.memcpy(to, from, width);
    }
  }

  public PictureSize size() {
    return new PictureSize(sprite.width(), sprite.height());
  }

  public byte[] jpeg() throws LibavException, IOException {
    return Jpeg.encode(sprite, QUALITY);
  }

  public String cues() {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (int i = 0; i < tiles; i++) {
      text.append('\n')
          .append(WebVtt.clock(time(i)))
          .append(" --> ")
          .append(WebVtt.clock(time(i + 1)))
          .append('\n');
      text.append(String.format(
          Locale.ROOT,
          "%s#xywh=%d,%d,%d,%d\n",
          SPRITE,
          i % columns * tile.width(),
          i / columns * tile.height(),
          tile.width(),
          tile.height()));
    }
    return text.toString();
  }

  @Override
  public void close() {
    scaler.close();
    Frames.free(sprite);
  }
}
