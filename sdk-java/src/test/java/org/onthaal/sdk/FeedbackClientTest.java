package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.v1.Reason;

/** What a caller is promised, against a door that says what the test wants. */
class FeedbackClientTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration MILLI = Duration.ofMillis(1);

  @TempDir private Path folder;
  private ScriptedDoor door;
  private final Heard heard = new Heard();

  @BeforeEach
  void open() throws IOException {
    door = new ScriptedDoor();
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void ratingArrivesAsItWasGiven() {
    Instant when = Instant.parse("2026-11-27T08:30:00.123456Z");
    Rating rating =
        Rating.csat(4)
            .at("parking-permit")
            .through(Channel.KIOSK)
            .in("nl")
            .comment("Vlot")
            .surveyVersion(2)
            .ratedAt(when)
            .context("page", "/permit")
            .and(new Answer.Choices("wrong", List.of("waiting")))
            .and(new Answer.DontKnow("ease"));
    Submission submission;
    try (FeedbackClient client = FeedbackClient.connect(spooled().key("ons_live_x").build())) {
      submission = client.submitDurable(rating);
      assertThat(client.flush(SOON)).isTrue();
    }

    assertThat(submission).isInstanceOf(Submission.Durable.class);
    org.onthaal.v1.Rating arrived = door.stored().get(0);
    assertThat(arrived.getId()).isEqualTo(submission.id().toString());
    assertThat(arrived.getTouchpoint()).isEqualTo("parking-permit");
    assertThat(arrived.getChannel()).isEqualTo(org.onthaal.v1.Channel.KIOSK);
    assertThat(arrived.getLanguage()).isEqualTo("nl");
    assertThat(arrived.getComment()).isEqualTo("Vlot");
    assertThat(arrived.getSurveyVersion()).isEqualTo(2);
    assertThat(arrived.getRatedAt().getSeconds()).isEqualTo(when.getEpochSecond());
    assertThat(arrived.getRatedAt().getNanos()).isEqualTo(when.getNano());
    assertThat(arrived.hasSentAt()).isTrue();
    assertThat(arrived.getContextMap()).isEqualTo(Map.of("page", "/permit"));
    assertThat(arrived.getAnswers(0).getScore()).isEqualTo(4);
    assertThat(arrived.getAnswers(1).getChoices().getCodesList()).containsExactly("waiting");
    assertThat(arrived.getAnswers(2).hasDontKnow()).isTrue();
    assertThat(door.keys()).containsOnly("Bearer ons_live_x");
    assertThat(heard.delivered).hasSize(1);
  }

  @Test
  void ownIdIsKept() {
    RatingId id = RatingId.of("0195e6f0-dde0-7856-b2bf-24a4112d18d5");
    try (FeedbackClient client = FeedbackClient.connect(inMemory().build())) {
      client.submit(Rating.nps(9).at("parking-permit").id(id));
      client.submit(Rating.nps(9).at("parking-permit").id(id));
      assertThat(client.flush(SOON)).isTrue();
      assertThat(client.stats().delivered()).isEqualTo(2);
    }
    assertThat(door.stored()).hasSize(1);
    assertThat(heard.delivered).last().extracting(Receipt::duplicate).isEqualTo(true);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceAndNothingIsThrown() {
    try (FeedbackClient client = FeedbackClient.connect(inMemory().build())) {
      Submission submission =
          client.submit(
              Rating.csat(6)
                  .at("Parking")
                  .comment("x".repeat(4_001))
                  .surveyVersion(-1)
                  .context("page", "y".repeat(201))
                  .and(new Answer.Score("", Metric.NPS, 11)));

      assertThat(submission.isAccepted()).isFalse();
      assertThat(((Submission.Rejected) submission).violations())
          .extracting(Violation::field, Violation::reason)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("touchpoint", "INVALID"),
              org.assertj.core.groups.Tuple.tuple("answers[0].score", "SCORE_OUT_OF_RANGE"),
              org.assertj.core.groups.Tuple.tuple("answers[1].question", "QUESTION_REPEATED"),
              org.assertj.core.groups.Tuple.tuple("answers[1].score", "SCORE_OUT_OF_RANGE"),
              org.assertj.core.groups.Tuple.tuple("comment", "COMMENT_TOO_LONG"),
              org.assertj.core.groups.Tuple.tuple("survey_version", "INVALID"),
              org.assertj.core.groups.Tuple.tuple("context.page", "CONTEXT_TOO_LONG"));
      assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
    assertThat(door.calls()).isEmpty();
  }

  @Test
  void ratingTooLargeIsRejectedBeforeItIsStored() {
    Rating large = Rating.csat(1).at("parking-permit");
    for (int i = 0; i < 400; i++) {
      large = large.context("key" + i, "€".repeat(200));
    }
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      assertThat(client.submitDurable(large))
          .extracting(each -> ((Submission.Rejected) each).reason())
          .isEqualTo(DropReason.TOO_LARGE);
    }
  }

  /**
   * Whatever a whole call is answered, nothing leaves the spool but what the server took or
   * refused.
   */
  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"OK", "INVALID_ARGUMENT", "ALREADY_EXISTS", "OUT_OF_RANGE"},
      mode = EnumSource.Mode.EXCLUDE)
  void callThatFailsIsRepeatedUntilItSucceeds(Status.Code code) {
    door.failNext(code, 5);
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      client.submitDurable(Rating.csat(2).at("parking-permit"));
      assertThat(client.flush(SOON)).isTrue();

      assertThat(client.health().state()).isEqualTo(Health.State.DELIVERING);
      assertThat(client.stats().dropped()).isEmpty();
    }
    assertThat(door.stored()).hasSize(1);
    assertThat(heard.health).first().extracting(Health::detail).asString().contains(code.name());
    assertThat(heard.health)
        .first()
        .extracting(Health::state)
        .isEqualTo(
            switch (code) {
              case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, UNIMPLEMENTED ->
                  Health.State.BLOCKED;
              default -> Health.State.RETRYING;
            });
  }

  /** One bad apple of a call that is refused as a whole is found, and only that one goes. */
  @Test
  void callThatIsRefusedIsDividedUntilTheCulpritIsAlone() {
    FeedbackClient away = FeedbackClient.connect(spooled("http://127.0.0.1:1").build());
    for (int i = 0; i < 8; i++) {
      away.submitDurable(Rating.csat(2).at("parking-permit"));
    }
    away.close(Duration.ZERO);
    door.failNext(Status.Code.INVALID_ARGUMENT, 4);

    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      assertThat(client.flush(SOON)).isTrue();
      assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
      assertThat(client.stats().delivered()).isEqualTo(7);
    }
    assertThat(door.calls()).startsWith(8, 4, 2, 1);
    assertThat(door.stored()).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNAVAILABLE", "OVERLOADED", "RATE_LIMITED", "INTERNAL"})
  void ratingThatMayComeAgainComesAgain(Reason reason) {
    List<String> once = Collections.synchronizedList(new ArrayList<>());
    door.refuse(rating ->
        once.contains(rating.getId()) || !once.add(rating.getId())
            ? Reason.REASON_UNSPECIFIED
            : reason);
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      for (int i = 0; i < 20; i++) {
        client.submit(Rating.csat(3).at("parking-permit"));
      }
      assertThat(client.flush(SOON)).isTrue();
      assertThat(client.stats().delivered()).isEqualTo(20);
    }
    assertThat(door.stored()).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "SCORE_OUT_OF_RANGE",
        "ID_REUSED",
        "TOUCHPOINT_RETIRED",
        "QUESTION_UNKNOWN",
        "VIOLATIONS",
        "CHANNEL_NOT_ALLOWED"
      })
  void ratingThatWillNeverBeTakenGoesToTheDeadAndTheOthersArrive(Reason reason) throws IOException {
    door.refuse(rating -> rating.getComment().equals("bad") ? reason : Reason.REASON_UNSPECIFIED);
    Submission bad;
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      client.submit(Rating.csat(3).at("parking-permit"));
      bad = client.submit(Rating.csat(3).at("parking-permit").comment("bad"));
      client.submit(Rating.csat(3).at("parking-permit"));
      assertThat(client.flush(SOON)).isTrue();

      assertThat(client.stats().delivered()).isEqualTo(2);
      assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
    assertThat(heard.dropped).singleElement().asString().contains("REJECTED", reason.name());
    assertThat(texts("dead", bad.id() + ".txt")).singleElement().asString().contains(reason.name());
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "TOUCHPOINT_UNKNOWN",
        "TOUCHPOINT_NOT_OF_KEY",
        "SCOPE_MISSING",
        "SURVEY_VERSION_UNKNOWN"
      })
  void ratingWhoseReasonCanBeMendedWaitsAsideAndArrivesOnceItIs(Reason reason) {
    door.refuse(
        rating -> rating.getTouchpoint().equals("new-desk") ? reason : Reason.REASON_UNSPECIFIED);
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      for (int i = 0; i < 150; i++) {
        client.submit(Rating.csat(3).at("new-desk"));
        client.submit(Rating.csat(3).at("parking-permit"));
      }
      Awaitility.await().until(() -> client.stats().delivered() == 150);
      Awaitility.await().until(() -> client.stats().setAside() == 150);
    }
    door.refuse(rating -> Reason.REASON_UNSPECIFIED);
    try (FeedbackClient again = FeedbackClient.connect(spooled().build())) {
      Awaitility.await().until(() -> again.stats().setAside() == 0);

      assertThat(again.stats().delivered()).isEqualTo(150);
      assertThat(again.stats().dropped()).isEmpty();
    }
    assertThat(door.stored()).hasSize(300);
  }

  @Test
  void serverThatAsksForTimeGetsIt() {
    Metadata trailers = new Metadata();
    trailers.put(
        Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER), "700");
    door.failNext(new StatusRuntimeException(Status.RESOURCE_EXHAUSTED, trailers));
    long before = System.nanoTime();
    try (FeedbackClient client = FeedbackClient.connect(inMemory().build())) {
      client.submit(Rating.csat(2).at("parking-permit"));
      assertThat(client.flush(SOON)).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(700));
  }

  @Test
  void whatWasNotSentIsSentByTheNextClient() {
    FeedbackOptions.Builder away = spooled("http://127.0.0.1:1");
    FeedbackClient first = FeedbackClient.connect(away.build());
    for (int i = 0; i < 1_000; i++) {
      assertThat(first.submit(Rating.csat(1 + i % 5).at("parking-permit")).isAccepted()).isTrue();
    }
    CloseReport report = first.close(Duration.ofMillis(300));
    assertThat(report).isEqualTo(new CloseReport(0, 1_000, 0));
    assertThat(first.close(SOON)).isSameAs(report);
    assertThat(first.submit(Rating.csat(1).at("parking-permit")))
        .extracting(each -> ((Submission.Rejected) each).reason())
        .isEqualTo(DropReason.CLOSED);

    try (FeedbackClient second = FeedbackClient.connect(spooled().build())) {
      assertThat(second.flush(SOON)).isTrue();
      assertThat(second.close(SOON)).isEqualTo(new CloseReport(1_000, 0, 0));
    }
    assertThat(door.stored()).hasSize(1_000);
    assertThat(door.calls()).allMatch(count -> count <= FeedbackOptions.DEFAULT_BATCH_SIZE);
  }

  @Test
  void clientWithoutASpoolTellsWhatItLosesAtTheEnd() {
    FeedbackClient client = FeedbackClient.connect(inMemory("http://127.0.0.1:1").build());
    for (int i = 0; i < 100; i++) {
      client.submit(Rating.csat(3).at("parking-permit"));
    }
    assertThat(client.submitDurable(Rating.csat(3).at("parking-permit")))
        .isInstanceOf(Submission.Queued.class);

    assertThat(client.close(Duration.ofMillis(100))).isEqualTo(new CloseReport(0, 0, 101));
    assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 101L));
    assertThat(heard.dropped).hasSize(101);
  }

  @Test
  void whoWaitsHearsAllThatTheServerFoundWrong() {
    door.refuse(rating -> Reason.METRIC_MISMATCH);
    try (FeedbackClient client = FeedbackClient.connect(inMemory().build())) {
      Submission submission = client.submitAndWait(Rating.nps(3).at("parking-permit"), SOON);

      assertThat(((Submission.Rejected) submission).violations())
          .containsExactly(
              new Violation("answers[0].metric", "METRIC_MISMATCH", "as the test says"));
    }
  }

  @Test
  void memoryIsBoundedAndWhatDoesNotFitIsTold() {
    FeedbackClient client =
        FeedbackClient.connect(
            inMemory("http://127.0.0.1:1").queueBytes(FeedbackOptions.RATING_BYTES_MAX).build());
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      if (client.submit(Rating.csat(3).at("parking-permit")).isAccepted()) {
        taken++;
      } else {
        refused++;
      }
    }
    assertThat(taken).isBetween(100, 2_000);
    assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, (long) refused));
    assertThat(client.close(Duration.ZERO)).isEqualTo(new CloseReport(0, 0, 5_000));
  }

  @Test
  void severalClientsShareAFolder() throws IOException {
    List<FeedbackClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      FeedbackClient each = FeedbackClient.connect(spooled("http://127.0.0.1:1").build());
      clients.add(each);
      each.submitDurable(Rating.csat(3).at("parking-permit"));
    }
    assertThat(parts()).hasSize(3);
    clients.forEach(each -> each.close(Duration.ZERO));

    try (FeedbackClient heir = FeedbackClient.connect(spooled().build())) {
      Awaitility.await().until(() -> heir.stats().delivered() == 3);
    }
    assertThat(door.stored()).hasSize(3);
    assertThat(parts()).isEmpty();
  }

  @Test
  void ratingThatWaitedTooLongIsToldAsExpired() {
    FeedbackClient away = FeedbackClient.connect(spooled("http://127.0.0.1:1").build());
    away.submitDurable(Rating.csat(3).at("parking-permit"));
    Awaitility.await().until(() -> away.health().state() == Health.State.RETRYING);
    away.close(Duration.ofMillis(200));

    try (FeedbackClient client = FeedbackClient.connect(spooled().keepFor(MILLI).build())) {
      Awaitility.await()
          .until(() -> client.stats().dropped().equals(Map.of(DropReason.EXPIRED, 1L)));
    }
    assertThat(door.stored()).isEmpty();
    assertThat(heard.dropped).singleElement().asString().contains("EXPIRED");
  }

  @Test
  void endOfTheJvmClosesWhatNobodyClosed() throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of(),
                    ForgetfulProcess.class,
                    door.address(),
                    folder.resolve("spool").toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
    assertThat(door.stored()).hasSize(10);
  }

  @Test
  void callsThatAreTooLongForTheDoorAreMadeShorter() {
    Rating rating = Rating.csat(2).at("parking-permit").comment("é".repeat(1_000));
    door.takeAtMost(10_000);
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      for (int i = 0; i < 50; i++) {
        client.submit(rating);
      }
      client.submit(rating.comment("😀".repeat(4_000)));

      assertThat(client.flush(SOON)).as("%s", client.health()).isTrue();
      assertThat(client.stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
    assertThat(door.stored()).hasSize(50);
    assertThat(heard.dropped).singleElement().asString().contains("MESSAGE_TOO_LARGE");
  }

  @Test
  void longCommentsFitThroughTheDoorOfTheService() {
    door.takeAtMost(64 * 1024);
    try (FeedbackClient client = FeedbackClient.connect(spooled().build())) {
      for (int i = 0; i < 200; i++) {
        client.submit(Rating.csat(2).at("parking-permit").comment("😀".repeat(4_000)));
      }
      assertThat(client.flush(SOON)).as("%s", client.health()).isTrue();
    }
    assertThat(door.stored()).hasSize(200);
    assertThat(door.calls()).as("at the first try").hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void listenerThatFailsChangesNothing() {
    FeedbackListener failing =
        new FeedbackListener() {
          @Override
          public void delivered(Receipt receipt) {
            throw new IllegalStateException("as the test says");
          }
        };
    try (FeedbackClient client = FeedbackClient.connect(inMemory().listener(failing).build())) {
      client.submit(Rating.csat(3).at("parking-permit"));
      client.submit(Rating.csat(3).at("parking-permit"));
      assertThat(client.flush(SOON)).isTrue();
    }
    assertThat(door.stored()).hasSize(2);
  }

  /**
   * A spool tells of what it drops while it is locked: whoever hears of it may ask for everything
   * all the same.
   */
  @Test
  void listenerMayAskForTheCounts() throws Exception {
    AtomicReference<FeedbackClient> client = new AtomicReference<>();
    LongAdder asked = new LongAdder();
    FeedbackListener asking =
        new FeedbackListener() {
          @Override
          public void dropped(Optional<RatingId> id, DropReason reason, String detail) {
            asked.add(client.get().stats().droppedInAll() > 0 ? 1 : 0);
          }
        };
    client.set(
        FeedbackClient.connect(
            spooled("http://127.0.0.1:1")
                .spoolBytes(FeedbackOptions.SPOOL_BYTES_MIN)
                .spoolPolicy(SpoolPolicy.DROP_OLDEST)
                .listener(asking)
                .build()));
    Rating large = Rating.csat(3).at("parking-permit").comment("x".repeat(4_000));
    for (int i = 0; i < 4_000; i++) {
      assertThat(client.get().submitDurable(large).isDurable()).isTrue();
    }
    CloseReport report = client.get().close(Duration.ZERO);

    assertThat(asked.sum()).isPositive().isEqualTo(report.dropped());
    assertThat(report.spooled() + report.dropped()).isEqualTo(4_000);
  }

  @Test
  void folderThatCannotBeUsedIsToldAtTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> FeedbackClient.connect(inMemory().spool(file).build()))
        .isInstanceOf(FeedbackConfigurationException.class)
        .hasMessageContaining("spool: INVALID (expected: a folder");
  }

  private FeedbackOptions.Builder inMemory() {
    return inMemory(door.address());
  }

  private FeedbackOptions.Builder inMemory(String address) {
    return FeedbackOptions.builder(address).retries(MILLI, MILLI.multipliedBy(20)).listener(heard);
  }

  private FeedbackOptions.Builder spooled() {
    return spooled(door.address());
  }

  private FeedbackOptions.Builder spooled(String address) {
    return inMemory(address).spool(folder.resolve("the spool"));
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("the spool"))) {
      return all.toList();
    }
  }

  private List<String> texts(String in, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(path -> path.endsWith(Path.of(in, name))).toList()) {
        texts.add(Files.readString(each));
      }
    }
    return texts;
  }

  private static final class Heard implements FeedbackListener {
    private final List<Receipt> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<String> dropped = Collections.synchronizedList(new ArrayList<>());
    private final List<Health> health = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void delivered(Receipt receipt) {
      delivered.add(receipt);
    }

    @Override
    public void dropped(Optional<RatingId> id, DropReason reason, String detail) {
      dropped.add(id + " " + reason + " " + detail);
    }

    @Override
    public void healthChanged(Health now) {
      health.add(now);
    }
  }
}
