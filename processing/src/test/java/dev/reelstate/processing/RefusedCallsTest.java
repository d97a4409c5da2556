package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is refused at once, in one sentence and in the same way everywhere. */
@Timeout(300)
class RefusedCallsTest {

  private static final Set<Class<?>> TYPES = Set.of(
      VideoPlatform.class,
      ResumableUploads.class,
      VideoEvents.class,
      GivenFiles.class,
      Operations.class);

  private static final NewVideo NEW = NewVideo.named("a.mp4");

  private static final Map<Class<?>, Object> ARGUMENTS = Map.ofEntries(
      Map.entry(VideoId.class, VideoId.create()),
      Map.entry(NewVideo.class, NEW),
      Map.entry(Path.class, Path.of("a.mp4")),
      Map.entry(InputStream.class, InputStream.nullInputStream()),
      Map.entry(byte[].class, new byte[1]),
      Map.entry(Duration.class, Duration.ofMillis(1)),
      Map.entry(VideoQuery.class, VideoQuery.all()),
      Map.entry(TaskQuery.class, TaskQuery.of(TaskStatus.FAILED)),
      Map.entry(EventCursor.class, EventCursor.BEGINNING),
      Map.entry(VideoListener.class, new VideoListener() {}),
      Map.entry(RetryPolicy.class, RetryPolicy.standard()),
      Map.entry(VideoEdit.class, VideoEdit.none()),
      Map.entry(Video.class, InMemoryVideoStore.create().videos().create(NEW)),
      Map.entry(
          Staged.class, new Staged(NEW, new Original("key", 1, "0".repeat(64)), Instant.EPOCH)),
      Map.entry(Connection.class, unused(Connection.class)),
      Map.entry(OptionalInt.class, OptionalInt.empty()),
      Map.entry(Consumer.class, (Consumer<Object>) batch -> {}),
      Map.entry(String.class, "reader"));

  /** An object that nothing may be asked of. */
  private static <T> T unused(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(
        RefusedCallsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
          throw new UnsupportedOperationException(method.getName());
        }));
  }

  @TempDir
  Path folder;

  private VideoPlatform platform;

  @BeforeEach
  void build() {
    platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media")))
        .build();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private static Stream<String> calls() {
    return TYPES.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers())
            && !Modifier.isStatic(method.getModifiers())
            && !method.isSynthetic())
        .map(Method::toGenericString)
        .sorted();
  }

  private static Method method(String call) {
    return TYPES.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.toGenericString().equals(call))
        .findFirst()
        .orElseThrow();
  }

  private Object target(Method method) {
    return Stream.of(
            platform,
            platform.uploads(),
            platform.events(),
            platform.given(),
            platform.operations())
        .filter(part -> part.getClass() == method.getDeclaringClass())
        .findFirst()
        .orElseThrow();
  }

  private static Object argument(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    return type.isPrimitive() ? (Object) 1 : Objects.requireNonNull(ARGUMENTS.get(type));
  }

  private static Throwable thrown(Object target, Method method, @Nullable Object... arguments) {
    return catchThrowable(() -> {
      try {
        method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_null_argument_is_named(String call) {
    Method method = method(call);
    List<Throwable> thrown = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      Parameter parameter = method.getParameters()[i];
      if (!parameter.getType().isPrimitive()) {
        @Nullable
        Object[] arguments = Arrays.stream(method.getParameterTypes())
            .map(RefusedCallsTest::argument)
            .toArray();
        arguments[i] = null;
        if (method.getName().equals("await") && i > 0) {
          arguments[0] = platform
              .ingest(NewVideo.named("a.mp4"), InputStream.nullInputStream())
              .id();
        }
        thrown.add(thrown(target(method), method, arguments));
        names.add(parameter.getName());
      }
    }

    assertThat(thrown)
        .allSatisfy(e -> assertThat(e).isInstanceOf(NullPointerException.class))
        .extracting(Throwable::getMessage)
        .isEqualTo(names);
  }

  /** Without those that give away an object whose calls are refused, and those that need a file. */
  private static Stream<String> callsWithoutFiles() {
    Set<String> others = Set.of(
        "close",
        "uploads",
        "events",
        "given",
        "operations",
        "storage",
        "groundTruth",
        "evaluations");
    return calls()
        .filter(call -> !others.contains(method(call).getName()) && !call.contains("Path)"));
  }

  @ParameterizedTest
  @MethodSource("callsWithoutFiles")
  void a_closed_platform_refuses_every_call(String call) {
    Method method = method(call);
    platform.close();

    Object[] arguments = Arrays.stream(method.getParameterTypes())
        .map(RefusedCallsTest::argument)
        .toArray();

    assertClosed(thrown(target(method), method, arguments));
  }

  @Test
  void a_closed_platform_refuses_files() throws IOException {
    Path file = Files.writeString(folder.resolve("a.mp4"), "text");
    platform.close();

    assertClosed(catchThrowable(() -> platform.ingest(file)));
    assertClosed(catchThrowable(() -> platform.ingest(NewVideo.named("b.mp4"), file)));
    assertClosed(catchThrowable(() -> platform.stage(NewVideo.named("b.mp4"), file)));
    assertClosed(catchThrowable(() -> platform.operations().diagnose(folder.resolve("b.zip"))));
  }

  private static void assertClosed(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(ReelstateException.class)
        .hasMessage("The platform is closed; build another one.");
    assertThat(((ReelstateException) thrown).failure().code())
        .isEqualTo(FailureCode.INVALID_REQUEST);
  }

  @Test
  void closing_twice_closes_once() throws IOException {
    InMemoryVideoStore store = InMemoryVideoStore.create();
    FileStorage storage = FileStorage.at(folder.resolve("other"));
    VideoPlatform twice = VideoPlatform.builder().store(store).storage(storage).build();
    twice.start();

    twice.close();
    twice.close();
    storage.close();
    store.close();

    assertThat(twice).isNotNull();
  }

  @Test
  void what_is_no_file_is_not_ingested() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("films"));

    assertThat(unreadable(empty)).isEqualTo("\"films\" is a folder; name a file in it.");
    assertThat(unreadable(folder.resolve("gone.mp4")))
        .isEqualTo("There is no file \"gone.mp4\"; check its name and folder.");
    assertThat(unreadable(Path.of(""))).isEqualTo("The path of the file is empty; name a file.");
    assertThat(unreadable(folder.getRoot())).endsWith("is a folder; name a file in it.");
    assertThat(platform.list(VideoQuery.all()).items()).isEmpty();
  }

  private String unreadable(Path file) {
    Failure failure = failure(() -> platform.ingest(file));
    assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_UNREADABLE);
    return failure.message();
  }

  @Test
  void a_wait_before_the_start_says_that_nothing_was_started() {
    VideoId id = platform.ingest(NewVideo.named("a.mp4"), new Head()).id();

    Failure failure = failure(() -> platform.await(id, Duration.ofMillis(1)));

    assertThat(failure.code()).isEqualTo(FailureCode.TIME_LIMIT);
    assertThat(failure.message())
        .isEqualTo("The video was not settled within 0 s; this platform was not started,"
            + " so only another one can process it.");
  }

  /** The first bytes of an MP4 file. */
  private static final class Head extends ByteArrayInputStream {
    Head() {
      super(new byte[] {
        0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 2, 0, 'i', 's', 'o', 'm', 'i',
        's', 'o', '2'
      });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0S", "P100000D"})
  void a_duration_that_makes_no_sense_is_refused_by_the_builder(String text) {
    Duration wrong = Duration.parse(text);
    VideoPlatformBuilder builder = VideoPlatform.builder();

    assertInvalid(() -> builder.lease(wrong));
    assertInvalid(() -> builder.poll(wrong));
    assertInvalid(() -> builder.uploadTimeout(wrong));
    if (!wrong.isZero()) {
      assertInvalid(() -> builder.drain(wrong));
      assertInvalid(() -> builder.generationGrace(wrong));
    }
  }

  @Test
  void a_maximum_size_below_one_byte_is_refused_by_the_builder() {
    assertInvalid(() -> VideoPlatform.builder().maxUploadBytes(0));
    assertInvalid(() -> VideoPlatform.builder().maxUploadBytes(-1));
  }

  @Test
  void the_builder_refuses_null() {
    VideoPlatformBuilder builder = VideoPlatform.builder();
    for (Method method : VideoPlatformBuilder.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && method.getParameterCount() == 1
          && !method.getParameterTypes()[0].isPrimitive()) {
        assertThat(thrown(builder, method, new @Nullable Object[1]))
            .as(method.getName())
            .isInstanceOf(NullPointerException.class)
            .hasMessage(method.getParameters()[0].getName());
      }
    }
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThat(failure(call).code()).isEqualTo(FailureCode.INVALID_REQUEST);
  }

  private static Failure failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ReelstateException.class, call))
        .failure();
  }
}
