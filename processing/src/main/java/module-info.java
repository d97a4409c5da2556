/**
 * The platform: takes videos in, processes them in worker processes, and says what becomes of them.
 */
@org.jspecify.annotations.NullMarked
module dev.reelstate.processing {
  requires transitive dev.reelstate.core;
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires java.xml;
  requires jdk.jfr;
  requires jdk.management;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static com.microsoft.onnxruntime;
  requires static org.bytedeco.opencv;
  requires static org.snakeyaml.engine;
  requires com.google.gson;
  requires org.bytedeco.ffmpeg;
  requires org.bytedeco.javacpp;
  requires org.slf4j;

  exports dev.reelstate.processing;
  exports dev.reelstate.processing.backfill;
  exports dev.reelstate.processing.detect;
  exports dev.reelstate.processing.format;
  exports dev.reelstate.processing.format.coco;
  exports dev.reelstate.processing.format.cvat;
  exports dev.reelstate.processing.format.mot;
  exports dev.reelstate.processing.format.voc;
  exports dev.reelstate.processing.format.yolo;
  exports dev.reelstate.processing.media.film;
  exports dev.reelstate.processing.media.sample;
  exports dev.reelstate.processing.frames;
  exports dev.reelstate.processing.javacv;
  exports dev.reelstate.processing.micrometer;
  exports dev.reelstate.processing.recipe;
  exports dev.reelstate.processing.storage;

  // Records that are read and written as JSON.
  opens dev.reelstate.processing to
      com.google.gson;
  opens dev.reelstate.processing.media to
      com.google.gson;
  opens dev.reelstate.processing.recipe to
      com.google.gson;
  opens dev.reelstate.processing.reuse to
      com.google.gson;
  opens dev.reelstate.processing.steps to
      com.google.gson;
  opens dev.reelstate.processing.worker to
      com.google.gson;
}
