package dev.reelstate.task;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The stable identity of a kind of failure: a number whose thousands digit names the family, and a
 * name in upper snake case.
 *
 * <p>Later releases add codes, so do not switch over them exhaustively; use {@link #family()}
 * instead. A code that is read from a store and unknown to this release keeps its number and name.
 * Immutable and thread-safe.
 *
 * @param number 1000 to 9999; see {@link Family}
 * @param name upper snake case, never changed once released
 */
public record FailureCode(int number, String name) implements Serializable {

  private static final Map<Integer, FailureCode> KNOWN = new LinkedHashMap<>();

  /** The file has no bytes. */
  public static final FailureCode EMPTY_FILE = known(1001, "EMPTY_FILE");

  /** The bytes are not those of a permitted video or audio container. */
  public static final FailureCode NOT_MEDIA = known(1002, "NOT_MEDIA");

  /** The container starts correctly but is too damaged or truncated to be usable. */
  public static final FailureCode DAMAGED = known(1003, "DAMAGED");

  /** The file is larger than the host allows. */
  public static final FailureCode TOO_LARGE = known(1004, "TOO_LARGE");

  /** The media exceeds a limit: pixels, streams, duration or frames. */
  public static final FailureCode LIMIT_EXCEEDED = known(1005, "LIMIT_EXCEEDED");

  /** The file has neither a video nor an audio stream. */
  public static final FailureCode NO_STREAMS = known(1006, "NO_STREAMS");

  /** The file has streams, but not a single frame could be decoded. */
  public static final FailureCode NOTHING_DECODED = known(1007, "NOTHING_DECODED");

  /** Processing this file brought down two workers, so no further worker processes it. */
  public static final FailureCode QUARANTINED = known(1008, "QUARANTINED");

  /** The file to ingest or restore does not exist or cannot be read. */
  public static final FailureCode SOURCE_UNREADABLE = known(1009, "SOURCE_UNREADABLE");

  /** The request itself is invalid: an unknown step, a missing video, an option out of range. */
  public static final FailureCode INVALID_REQUEST = known(1010, "INVALID_REQUEST");

  /**
   * The file would cost more than its size justifies or than the host allows: too many packets, too
   * many pixels to decode, or too much processor time.
   */
  public static final FailureCode TOO_COSTLY = known(1011, "TOO_COSTLY");

  /** The file needed more memory than a worker is allowed, twice, the second time on its own. */
  public static final FailureCode TOO_MUCH_MEMORY = known(1012, "TOO_MUCH_MEMORY");

  /** The pictures or the sound of the file are encrypted, in whole or in part. */
  public static final FailureCode ENCRYPTED = known(1013, "ENCRYPTED");

  /** A file of annotations or detections is not valid in its format, or contradicts itself. */
  public static final FailureCode INVALID_ANNOTATIONS = known(1014, "INVALID_ANNOTATIONS");

  /** The container format is known but not supported. */
  public static final FailureCode UNSUPPORTED_CONTAINER = known(2001, "UNSUPPORTED_CONTAINER");

  /** No stream has a codec that this build can decode. */
  public static final FailureCode UNSUPPORTED_CODEC = known(2002, "UNSUPPORTED_CODEC");

  /** The work made no progress within its stall limit. */
  public static final FailureCode STALLED = known(3001, "STALLED");

  /** The work took longer than its time limit. */
  public static final FailureCode TIME_LIMIT = known(3002, "TIME_LIMIT");

  /** The worker needed more memory than it is allowed. */
  public static final FailureCode MEMORY_LIMIT = known(3003, "MEMORY_LIMIT");

  /** The upload ended before all of its bytes had arrived; it may be restarted. */
  public static final FailureCode UPLOAD_INTERRUPTED = known(3004, "UPLOAD_INTERRUPTED");

  /** The worker process ended while it was working. */
  public static final FailureCode WORKER_CRASHED = known(4001, "WORKER_CRASHED");

  /** No worker process could be started. */
  public static final FailureCode WORKER_START = known(4002, "WORKER_START");

  /** The application that ran the task was lost too many times while it was working. */
  public static final FailureCode NODE_LOST = known(4003, "NODE_LOST");

  /** The native media libraries for this platform are not on the class path or cannot be loaded. */
  public static final FailureCode NATIVES_MISSING = known(4004, "NATIVES_MISSING");

  /** The worker process answered something that it was not asked, or in no valid form. */
  public static final FailureCode WORKER_UNTRUSTED = known(4005, "WORKER_UNTRUSTED");

  /** Another process has started under this node's name, so this one has stopped its work. */
  public static final FailureCode NODE_REPLACED = known(4006, "NODE_REPLACED");

  /** A detector's library is not on the class path, or cannot be loaded here. */
  public static final FailureCode DETECTOR_UNAVAILABLE = known(4007, "DETECTOR_UNAVAILABLE");
  /** No encoder that a recipe's codec needs is in the native libraries. */
  public static final FailureCode ENCODER_MISSING = known(4008, "ENCODER_MISSING");

  /** The disk is full or would become full. */
  public static final FailureCode STORAGE_FULL = known(5001, "STORAGE_FULL");

  /** The storage could not be read or written. */
  public static final FailureCode STORAGE_UNAVAILABLE = known(5002, "STORAGE_UNAVAILABLE");

  /** An object that the store has on record is missing from the storage. */
  public static final FailureCode OBJECT_MISSING = known(5003, "OBJECT_MISSING");

  /** A backup is damaged or incomplete, or the file is not a backup. */
  public static final FailureCode BACKUP_DAMAGED = known(5004, "BACKUP_DAMAGED");

  /** A backup is in a format that this release does not know. */
  public static final FailureCode BACKUP_UNSUPPORTED = known(5005, "BACKUP_UNSUPPORTED");

  /** The video is on record, but its file has yet to be uploaded. */
  public static final FailureCode ORIGINAL_MISSING = known(5006, "ORIGINAL_MISSING");

  /** The database could not be reached or refused a statement. */
  public static final FailureCode DATABASE_UNAVAILABLE = known(6001, "DATABASE_UNAVAILABLE");

  /** The database's schema is not the one this release needs. */
  public static final FailureCode SCHEMA_MISMATCH = known(6002, "SCHEMA_MISMATCH");

  /** The store into which a backup is to be restored already has rows. */
  public static final FailureCode STORE_NOT_EMPTY = known(6003, "STORE_NOT_EMPTY");

  /** The database cannot hold the content of a backup, such as text longer than it allows. */
  public static final FailureCode BACKUP_REFUSED = known(6004, "BACKUP_REFUSED");

  /** No further file could be opened: the process or the machine has reached its limit. */
  public static final FailureCode NO_FILE_HANDLES = known(7001, "NO_FILE_HANDLES");

  /** The folder for temporary files does not exist or cannot be written to. */
  public static final FailureCode NO_TEMPORARY_FOLDER = known(7002, "NO_TEMPORARY_FOLDER");

  /** The machine has too little memory left to start or run a worker. */
  public static final FailureCode LOW_MEMORY = known(7003, "LOW_MEMORY");

  /** A defect in Reelstate. */
  public static final FailureCode INTERNAL = known(9001, "INTERNAL");

  /** A host's step threw an exception. */
  public static final FailureCode STEP_FAILED = known(9002, "STEP_FAILED");

  /** An output failed its check before the commit. */
  public static final FailureCode OUTPUT_INVALID = known(9003, "OUTPUT_INVALID");

  /** The task names a step that no running application knows. */
  public static final FailureCode UNKNOWN_STEP = known(9004, "UNKNOWN_STEP");

  /** The video names a recipe that the application does not know, or not in that form. */
  public static final FailureCode UNKNOWN_RECIPE = known(9007, "UNKNOWN_RECIPE");

  /** The model is not one that the detector can run, or is not the file that was asked for. */
  public static final FailureCode UNSUPPORTED_MODEL = known(9008, "UNSUPPORTED_MODEL");

  /** A detector could not say what is on a picture. */
  public static final FailureCode DETECTOR_FAILED = known(9009, "DETECTOR_FAILED");

  /** Who is at fault, which decides whether a video is rejected or failed. */
  public enum Family {
    /** 1xxx: the file is at fault. */
    INPUT,
    /** 2xxx: the file may be fine, but this build cannot read it. */
    UNSUPPORTED,
    /** 3xxx: a limit on time or memory was hit. */
    RESOURCE,
    /** 4xxx: a process was lost. */
    WORKER,
    /** 5xxx: the storage is at fault. */
    STORAGE,
    /** 6xxx: the database is at fault. */
    DATABASE,
    /** 7xxx: the machine is at fault. */
    MACHINE,
    /** 9xxx and any other: Reelstate is at fault. */
    INTERNAL
  }

  /**
   * Checks the form of the code.
   *
   * @throws IllegalArgumentException if the number is out of range or the name is not upper snake
   *     case
   */
  public FailureCode {
    Objects.requireNonNull(name, "name");
    if (number < 1000 || number > 9999) {
      throw new IllegalArgumentException(
          "A failure code is a number from 1000 to 9999, not " + number + ".");
    }
    if (!name.matches("[A-Z][A-Z0-9_]*")) {
      throw new IllegalArgumentException(
          "A failure code's name is upper snake case, not \"" + name + "\".");
    }
  }

  /** The codes of this release, by number. */
  public static Map<Integer, FailureCode> known() {
    return Collections.unmodifiableMap(KNOWN);
  }

  /** The family that the thousands digit of the number names. */
  public Family family() {
    return switch (number / 1000) {
      case 1 -> Family.INPUT;
      case 2 -> Family.UNSUPPORTED;
      case 3 -> Family.RESOURCE;
      case 4 -> Family.WORKER;
      case 5 -> Family.STORAGE;
      case 6 -> Family.DATABASE;
      case 7 -> Family.MACHINE;
      default -> Family.INTERNAL;
    };
  }

  /**
   * Whether a video that ends with this code is rejected (its file is at fault) rather than failed.
   */
  public boolean rejects() {
    return family() == Family.INPUT || family() == Family.UNSUPPORTED;
  }

  @Override
  public String toString() {
    return number + " " + name;
  }

  private static FailureCode known(int number, String name) {
    FailureCode code = new FailureCode(number, name);
    KNOWN.put(number, code);
    return code;
  }
}
