/**
 * The platform: takes videos in, processes them in worker processes, and says what becomes of them.
 */
@org.jspecify.annotations.NullMarked
module dev.reelstate.processing {
  requires transitive dev.reelstate.core;
  requires static transitive org.jspecify;
  requires java.xml;
  requires jdk.management;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires org.bytedeco.ffmpeg;
  requires org.bytedeco.javacpp;
  requires org.slf4j;

  exports dev.reelstate.processing;
  exports dev.reelstate.processing.media.sample;
  exports dev.reelstate.processing.recipe;
  exports dev.reelstate.processing.storage;

  // Records that are read and written as JSON.
  opens dev.reelstate.processing to
      com.fasterxml.jackson.databind;
  opens dev.reelstate.processing.media to
      com.fasterxml.jackson.databind;
  opens dev.reelstate.processing.recipe to
      com.fasterxml.jackson.databind;
  opens dev.reelstate.processing.steps to
      com.fasterxml.jackson.databind;
  opens dev.reelstate.processing.worker to
      com.fasterxml.jackson.databind;
}
