package dev.reelstate.processing.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.Faults;
import dev.reelstate.testkit.fault.FaultyMediaStorage;
import dev.reelstate.testkit.fault.FaultyVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class EngineTest {

  private static final RetryPolicy TWICE =
      new RetryPolicy(2, Duration.ofMillis(20), 1, Duration.ofMillis(20), 0);

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final Map<VideoId, CountDownLatch> settled = new ConcurrentHashMap<>();
  private FileStorage storage;
  private @Nullable MediaStorage served;
  private Consumer<Faults> plannedFaults = faults -> {};
  private Faults storeFaults = new Faults();
  private @Nullable Engine engine;
  private final Queue<FailureCode> failures = new ConcurrentLinkedQueue<>();
  private TaskQueue tasks = store.tasks();
  private Telemetry telemetry = new Telemetry() {};

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder, 0);
  }

  @AfterEach
  void close() throws IOException {
    if (engine != null) {
      engine.close();
    }
    storage.close();
  }

  @Test
  void a_plan_runs_in_order_until_published() throws Exception {
    List<String> ran = new CopyOnWriteArrayList<>();
    start(noted("first", ran, StepResult.done()), noted("last", ran, StepResult.published()));

    Video video = settle(queue(spec("last", "first"), spec("first")));

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(ran).containsExactly("first", "last");
  }

  @Test
  void outputs_are_kept_and_other_files_are_removed() throws Exception {
    start(step("make", context -> {
      Files.writeString(context.outputFolder().resolve("kept.txt"), "kept");
      Files.writeString(context.outputFolder().resolve("scratch.txt"), "scratch");
      return new StepResult(
          List.of(StepResult.Output.file("kept.txt", "note", "text/plain", 4)),
          null,
          List.of(),
          true);
    }));

    Video video = settle(queue(spec("make")));

    String key = store.videos().artifacts(video.id()).get(0).key();
    try (var in = storage.open(key, 0)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("kept");
    }
    assertThat(storage.list("videos")).containsExactly(key);
    assertThat(workFiles()).containsExactly("lock");
  }

  @Test
  void a_retryable_failure_is_retried_until_the_attempts_are_used_up() throws Exception {
    start(step("shaky", context -> {
      throw new StepException(
          Failure.retryable(FailureCode.STORAGE_UNAVAILABLE, "The disk was unavailable."));
    }));

    Video video = settle(queue(spec("shaky")));

    assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(codeOf(video)).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
    assertThat(requireNonNull(video.failure()).step()).isEqualTo("shaky");
    assertThat(only(video).attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Outcome.FAILED, Outcome.FAILED);
  }

  @Test
  void the_telemetry_is_told_of_every_attempt() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    telemetry = new Telemetry() {
      @Override
      public Span taskStarted(TaskAttempt attempt) {
        return end -> told.add(attempt.number() + " " + end.outcome() + " " + end.media());
      }
    };
    start(step("shaky", context -> {
      context.covers(Duration.ofSeconds(9));
      if (context.claim().failures() == 0) {
        throw new StepException(
            Failure.retryable(FailureCode.STORAGE_UNAVAILABLE, "The disk was unavailable."));
      }
      return StepResult.published();
    }));

    settle(queue(spec("shaky")));

    assertThat(told).containsExactly("1 RETRIED PT9S", "2 SUCCEEDED PT9S");
  }

  @Test
  void a_fault_of_the_file_is_never_retried() throws Exception {
    start(step("strict", context -> {
      throw new StepException(Failure.permanent(FailureCode.NOT_MEDIA, "This is a letter."));
    }));

    Video video = settle(queue(spec("strict")));

    assertThat(video.status()).isEqualTo(VideoStatus.REJECTED);
    assertThat(only(video).attempts()).hasSize(1);
  }

  @Test
  void an_unexpected_exception_fails_the_task_and_not_the_engine() throws Exception {
    start(
        step("broken", context -> {
          throw new IllegalStateException("a bug");
        }),
        step("fine", context -> StepResult.published()));

    assertThat(codeOf(settle(queue(spec("broken"))))).isEqualTo(FailureCode.STEP_FAILED);
    assertThat(settle(queue(spec("fine"))).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void an_output_that_was_named_but_not_written_fails_the_task() throws Exception {
    start(step("liar", context -> {
      context.outputFolder();
      return StepResult.made(
          List.of(StepResult.Output.file("nothing.txt", "note", "text/plain", 1)));
    }));

    assertThat(codeOf(settle(queue(spec("liar"))))).isEqualTo(FailureCode.OUTPUT_INVALID);
    assertThat(storage.list("videos")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my caption.txt", ".hidden", "../caption.txt", "/etc/caption", "a//b"})
  void an_output_whose_name_the_storage_cannot_keep_fails_the_task_at_once(String name)
      throws Exception {
    start(step(
        "name",
        context ->
            StepResult.made(List.of(StepResult.Output.file(name, "note", "text/plain", 1)))));

    Video video = settle(queue(spec("name")));

    assertThat(codeOf(video)).isEqualTo(FailureCode.OUTPUT_INVALID);
    assertThat(requireNonNull(video.failure()).message()).contains(name);
    assertThat(only(video).attempts()).hasSize(1);
  }

  @Test
  void a_result_that_the_store_refuses_fails_the_task() throws Exception {
    start(step("twice", context -> {
      Files.writeString(context.outputFolder().resolve("a.txt"), "a");
      StepResult.Output output = StepResult.Output.file("a.txt", "note", "text/plain", 1);
      return StepResult.made(List.of(output, output));
    }));

    assertThat(codeOf(settle(queue(spec("twice"))))).isEqualTo(FailureCode.OUTPUT_INVALID);
    requireNonNull(engine).close();
    assertThat(storage.list("videos")).isEmpty();
  }

  @Test
  void cancelling_interrupts_the_running_step_and_removes_its_files() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    start(step("endless", context -> {
      Files.writeString(context.outputFolder().resolve("half.bin"), "half");
      return hang(running, interrupted);
    }));
    VideoId id = queue(spec("endless"));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    store
        .videos()
        .change(
            store.videos().find(id).orElseThrow(),
            new VideoChange.Stopped(VideoStatus.CANCELLED, null));

    assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
    requireNonNull(engine).close();
    assertThat(workFiles()).containsExactly("lock");
  }

  /** The claim has been answered by the store, but has not arrived yet. */
  @Test
  @Timeout(300)
  void cancelling_reaches_a_task_whose_claim_is_on_its_way() throws Exception {
    plannedFaults = faults -> faults.plan("claim", Fault.ANSWERS_LATE);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    VideoId id = queue(spec("endless"));
    start(step("endless", context -> hang(running, interrupted)));
    while (store.videos().find(id).orElseThrow().status() != VideoStatus.PROCESSING) {
      Thread.sleep(5);
    }

    Video video = store.videos().find(id).orElseThrow();
    store.videos().change(video, new VideoChange.Stopped(VideoStatus.CANCELLED, null));
    storeFaults.release();

    assertThat(running.await(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void closing_hands_running_work_back_without_costing_an_attempt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    start(step("endless", context -> hang(running, new CountDownLatch(1))));
    VideoId id = queue(spec("endless"));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    requireNonNull(engine).close();

    Task task = store.tasks().list(id).get(0);
    assertThat(task.status()).isEqualTo(TaskStatus.READY);
    assertThat(task.attempts()).extracting(Task.Attempt::outcome).containsExactly(Outcome.RELEASED);
  }

  @Test
  void a_step_without_progress_is_stopped_and_retried() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    start(new TestStep(
        "sleepy",
        Duration.ofMillis(300),
        Duration.ofHours(1),
        context -> runs.incrementAndGet() == 1
            ? hang(new CountDownLatch(1), new CountDownLatch(1))
            : StepResult.published()));

    Video video = settle(queue(spec("sleepy")));

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(requireNonNull(only(video).attempts().get(0).failure()).code())
        .isEqualTo(FailureCode.STALLED);
  }

  @Test
  void a_step_over_its_time_limit_is_stopped_although_it_makes_progress() throws Exception {
    start(new TestStep("slow", Duration.ofHours(1), Duration.ofMillis(300), context -> {
      for (double done = 0; ; done += 1e-9) {
        context.progress(done);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }));

    assertThat(codeOf(settle(queue(spec("slow"))))).isEqualTo(FailureCode.TIME_LIMIT);
  }

  @Test
  void a_node_whose_name_was_taken_over_gives_up_its_work() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    start(Duration.ofMillis(600), step("endless", context -> hang(running, interrupted)));
    queue(spec("endless"));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    store.nodes().join("node", Duration.ofMinutes(1));

    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_claim_whose_answer_was_lost_is_handed_back_and_repeated() throws Exception {
    tasks = new UnreliableStore.LosesFirstAnswers(store.tasks());
    start(step("once", context -> StepResult.published()));

    Video video = settle(queue(spec("once")));

    assertThat(only(video).attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Outcome.RELEASED, Outcome.SUCCEEDED);
  }

  @Test
  void the_claims_of_an_exchange_are_handed_back_when_its_answer_was_lost() throws Exception {
    var queue = new UnreliableStore.LosesFirstAnswers(store.tasks());
    tasks = queue;
    start(
        step("first", context -> StepResult.done()),
        step("last", context -> StepResult.published()));

    // An exchange claims only if the engine's other thread is not about to.
    for (int i = 0; i < 100 && !queue.hasLostAnExchange(); i++) {
      Video video = settle(queue(spec("first"), spec("last", "first")));
      assertThat(store.tasks().list(video.id()))
          .allSatisfy(task -> assertThat(task.attempts())
              .extracting(Task.Attempt::outcome)
              .containsSubsequence(Outcome.SUCCEEDED)
              .doesNotContain(Outcome.LOST, Outcome.FAILED));
    }

    assertThat(queue.hasLostAnExchange()).isTrue();
  }

  @Test
  void closing_lets_a_call_of_the_store_end_rather_than_interrupting_it() throws Exception {
    plannedFaults = faults -> faults.plan("renew", Fault.HANGS);
    start(Duration.ofMillis(600));
    while (storeFaults.met("renew") == 0) {
      Thread.sleep(10);
    }
    AtomicBoolean answered = new AtomicBoolean();
    Thread answer = new Thread(() -> {
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      answered.set(true);
      storeFaults.release();
    });
    answer.start();

    requireNonNull(engine).close();

    assertThat(answered).isTrue();
    answer.join();
  }

  @Test
  void a_step_whose_assertion_fails_is_a_failed_attempt() throws Exception {
    start(step("sure", context -> {
      throw new AssertionError("Thrown on purpose by a test.");
    }));

    assertThat(codeOf(settle(queue(spec("sure"))))).isEqualTo(FailureCode.STEP_FAILED);
  }

  @Test
  void a_task_is_handed_back_when_the_store_cannot_be_reached() throws Exception {
    failures.add(FailureCode.DATABASE_UNAVAILABLE);
    start(step("titled", context -> {
      assertThat(context.video().title()).isNotEmpty();
      return StepResult.published();
    }));

    Video video = settle(queue(spec("titled")));

    assertThat(only(video).attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Outcome.RELEASED, Outcome.SUCCEEDED);
  }

  @Test
  void a_task_fails_when_the_store_holds_corrupt_data() throws Exception {
    failures.addAll(List.of(FailureCode.INTERNAL, FailureCode.INTERNAL));
    start(step("titled", context -> {
      assertThat(context.video().title()).isNotEmpty();
      return StepResult.published();
    }));

    Video video = settle(queue(spec("titled")));

    assertThat(codeOf(video)).isEqualTo(FailureCode.INTERNAL);
    assertThat(only(video).attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Outcome.FAILED, Outcome.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "LOSES_ANSWER"})
  void a_report_without_an_answer_is_repeated_and_counts_once(Fault fault) throws Exception {
    plannedFaults = faults -> faults.plan("report", 3, fault).plan("exchange", 3, fault);
    List<String> ran = new CopyOnWriteArrayList<>();
    start(noted("first", ran, StepResult.done()), noted("last", ran, StepResult.published()));

    Video video = settle(queue(spec("last", "first"), spec("first")));

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(ran).containsExactly("first", "last");
    assertThat(storeFaults.met("report") + storeFaults.met("exchange")).isPositive();
    assertThat(store.tasks().list(video.id()))
        .flatExtracting(Task::attempts)
        .extracting(Task.Attempt::outcome)
        .filteredOn(Outcome.SUCCEEDED::equals)
        .hasSize(2);
  }

  @Test
  void a_node_whose_disk_is_full_claims_nothing_until_there_is_room() throws Exception {
    Faults faults = new Faults().plan("requireRoom", 1_000_000, Fault.FULL);
    served = FaultyMediaStorage.around(storage, faults);
    start(step("any", context -> StepResult.published()));
    VideoId id = queue(spec("any"));

    Failure fault = requireNonNull(engine).fault().orElseThrow();
    assertThat(latch(id).await(1500, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(fault.code()).isEqualTo(FailureCode.STORAGE_FULL);
    assertThat(store.tasks().list(id).get(0).attempts()).isEmpty();

    faults.clear();
    assertThat(settle(id).status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(requireNonNull(engine).fault()).isEmpty();
  }

  @Test
  @Timeout(300)
  void work_that_met_a_full_disk_is_retried_after_minutes() throws Exception {
    start(step("big", context -> {
      throw new MediaStorage.StorageFullException("Thrown on purpose by a test.");
    }));
    VideoId id = queue(spec("big"));
    while (store.tasks().list(id).get(0).status() != TaskStatus.SCHEDULED) {
      Thread.sleep(20);
    }

    Task task = store.tasks().list(id).get(0);
    Instant due = requireNonNull(task.dueAt());
    assertThat(due).isAfter(Instant.now().plusSeconds(40));
  }

  @Test
  void a_step_that_computes_without_progress_is_not_repeated() throws Exception {
    start(new TestStep("busy", Duration.ofSeconds(3), Duration.ofHours(1), context -> {
      context.addCpu(Duration.ofMillis(2800));
      return hang(new CountDownLatch(1), new CountDownLatch(1));
    }));

    Video video = settle(queue(spec("busy")));

    assertThat(codeOf(video)).isEqualTo(FailureCode.STALLED);
    assertThat(only(video).attempts()).hasSize(1);
  }

  /** A step that notes when it runs. */
  private static Step noted(String name, List<String> ran, StepResult result) {
    return step(name, context -> {
      ran.add(name);
      return result;
    });
  }

  private void start(Step... steps) {
    start(Duration.ofSeconds(15), steps);
  }

  private void start(Duration lease, Step... steps) {
    Map<String, Step> byName =
        Arrays.stream(steps).collect(Collectors.toMap(Step::name, step -> step));
    EngineSettings settings = new EngineSettings(
        "node",
        2,
        lease,
        Optional.of(Duration.ofMillis(50)),
        Duration.ofMillis(10),
        3,
        Duration.ofSeconds(5),
        Duration.ofHours(1));
    FaultyVideoStore faulty = FaultyVideoStore.around(store);
    storeFaults = faulty.faults();
    plannedFaults.accept(storeFaults);
    Engine started = new Engine(
        new UnreliableStore(faulty, tasks == store.tasks() ? faulty.tasks() : tasks, failures),
        served == null ? storage : served,
        byName,
        settings,
        (id, progress) -> {},
        () -> {},
        telemetry);
    engine = started;
    store.events().onCommit(started::onCommit);
    store
        .events()
        .onCommit(events -> events.forEach(event -> {
          if (event instanceof VideoEvent.StatusChanged change && change.to().isSettled()) {
            latch(change.videoId()).countDown();
          }
        }));
  }

  private CountDownLatch latch(VideoId id) {
    return settled.computeIfAbsent(id, key -> new CountDownLatch(1));
  }

  private VideoId queue(TaskSpec... plan) {
    Video video = store.videos().create(NewVideo.named("clip.mp4"));
    store
        .videos()
        .change(
            video,
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(plan)));
    return video.id();
  }

  private Video settle(VideoId id) throws InterruptedException {
    assertThat(latch(id).await(20, TimeUnit.SECONDS)).isTrue();
    return store.videos().find(id).orElseThrow();
  }

  private static FailureCode codeOf(Video video) {
    return requireNonNull(video.failure()).code();
  }

  private List<String> workFiles() throws IOException {
    try (Stream<Path> files = Files.list(storage.workFolder())) {
      return files.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }

  private Task only(Video video) {
    return store.tasks().list(video.id()).get(0);
  }

  private static StepResult hang(CountDownLatch running, CountDownLatch interrupted)
      throws InterruptedException {
    running.countDown();
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("nothing counts this latch down");
    } finally {
      interrupted.countDown();
    }
  }

  private static TaskSpec spec(String step, String... after) {
    return new TaskSpec(step, 0, Set.of(after), 1, "");
  }

  private static Step step(String name, Work work) {
    return new TestStep(name, Duration.ofMinutes(10), Duration.ofHours(1), work);
  }

  private interface Work {
    StepResult run(StepContext context) throws Exception;
  }

  private record TestStep(String name, Duration stallLimit, Duration timeLimit, Work work)
      implements Step {

    @Override
    public RetryPolicy retryPolicy() {
      return TWICE;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
      return work.run(context);
    }
  }
}
