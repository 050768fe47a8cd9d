package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.GrpcPatience;
import org.onthaal.aggregation.fold.Folding.Status.State;
import org.onthaal.aggregation.measure.Estimate;
import org.onthaal.aggregation.measure.Measures;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.observe.FoldReadiness;
import org.onthaal.aggregation.report.ChoiceHttpService;
import org.onthaal.aggregation.report.ChoiceReport;
import org.onthaal.aggregation.report.ScoreGrpcService;
import org.onthaal.aggregation.report.ScoreHttpService;
import org.onthaal.aggregation.report.ScoreReport;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ChoiceQuery;
import org.onthaal.v1.ChoiceRow;
import org.onthaal.v1.Dimension;
import org.onthaal.v1.Every;
import org.onthaal.v1.GetChoicesRequest;
import org.onthaal.v1.GetChoicesResponse;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.ScoreServiceGrpc;
import org.onthaal.v1.ScoreServiceGrpc.ScoreServiceBlockingStub;
import org.onthaal.v1.WatchScoresRequest;
import org.onthaal.v1.WatchScoresResponse;

/** Both doors of figures, over sockets. */
class ScoreDoorsIT {
  private static final Instant START = Instant.parse("2026-11-24T09:10:00Z");
  private static final String DAYS = "from=2026-11-20&to=2026-11-27&every=day";
  private static final WatchScoresRequest WATCH_DAYS =
      WatchScoresRequest.newBuilder()
          .setQuery(
              ScoreQuery.newBuilder()
                  .setFrom("2026-11-20")
                  .setTo("2026-11-27")
                  .setEvery(Every.EVERY_DAY))
          .build();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private URI base = URI.create("http://127.0.0.1/");
  private ScoreServiceBlockingStub stub;
  private final List<ScoreReport> reports = new ArrayList<>();
  private Timeline timeline;

  @BeforeEach
  void open() throws Exception {
    timeline = new Timeline(ScoreDoorsIT.class, folder, START);
    timeline.start("rules: []", "receivers: []\nroutes: []\n").ratings(40, 5);
    openDoors(Suppression.OFF);
    opened.add(timeline);
  }

  /** In place of those that were open before. */
  private void openDoors(Suppression suppression) throws Exception {
    ScoreReport scores = report(suppression, 10);
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .register(new ScoreHttpService(report(suppression, 1)))
            .register(new ChoiceHttpService(choices(scores, suppression)));
    WebServer http = WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
    Server grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(threads)
            .addService(new ScoreGrpcService(scores, choices(scores, suppression)))
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
    base = URI.create("http://127.0.0.1:" + http.port());
    stub = ScoreServiceGrpc.newBlockingStub(channel);
    opened.addAll(0, List.<AutoCloseable>of(channel::shutdownNow, http::stop, grpc::shutdownNow));
  }

  private ChoiceReport choices(ScoreReport scores, Suppression suppression) {
    Admission admission =
        new Admission(new Admission.Limits(16, 2, 16, Duration.ofMillis(100)), GrpcPatience::nanos);
    return new ChoiceReport(timeline.store(), scores, suppression, admission, Optional::empty);
  }

  private ScoreReport report(Suppression suppression, int watchersMax) {
    ScoreReport.Limits limits =
        new ScoreReport.Limits(
            1_000,
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofMillis(60),
            watchersMax);
    ScoreReport report =
        new ScoreReport(
            timeline.store(),
            ZoneId.of("Europe/Brussels"),
            limits,
            suppression,
            System::nanoTime,
            new Admission(
                new Admission.Limits(16, 2, 16, Duration.ofMillis(100)), GrpcPatience::nanos));
    reports.add(report);
    return report;
  }

  @AfterEach
  void close() throws Exception {
    reports.forEach(ScoreReport::endWatches);
    for (AutoCloseable one : opened) {
      one.close();
    }
    threads.shutdownNow();
  }

  @Test
  void placeOfAListenerThatWentAwayIsFreedAlthoughNothingChanges() throws Exception {
    HttpResponse<Stream<String>> first = listen();
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(get("/v1/scores:watch?" + DAYS).statusCode()).isEqualTo(503);

    first.body().close();

    await("the place to be free").until(() -> listenOnce() == 200);
  }

  @Test
  void listenerHearsThatTheAnswerIsStillThere() throws Exception {
    try (Stream<String> lines = listen().body()) {
      assertThat(lines.filter(line -> line.startsWith(":")).limit(2)).hasSize(2);
    }
  }

  @Test
  void liveAnswersEndWhenTheServiceStops() throws Exception {
    try (Stream<String> lines = listen().body()) {
      reports.forEach(ScoreReport::endWatches);

      assertThat(lines.filter(line -> line.startsWith("data:"))).hasSize(1);
    }
    assertThat(stub.watchScores(WATCH_DAYS)).toIterable().hasSize(1);
  }

  @Test
  void rowIsSentAgainWhenThePeriodBeforeItChanges() {
    List<WatchScoresResponse> seen = Collections.synchronizedList(new ArrayList<>());
    threads.execute(() -> stub.watchScores(WATCH_DAYS).forEachRemaining(seen::add));
    await("the first message").until(() -> !seen.isEmpty());

    timeline.late(10, 1, Duration.ofDays(1));

    await("the change").until(() -> seen.size() > 1);
    List<ScoreRow> now =
        stub.getScores(GetScoresRequest.newBuilder().setQuery(WATCH_DAYS.getQuery()).build())
            .getRowsList();
    assertThat(now).hasSize(2);
    assertThat(now.getLast().getPreviousN()).isEqualTo(10);
    assertThat(seen.get(1).getRowsList()).isEqualTo(now);
  }

  @Test
  void rowWhoseLastRatingIsErasedIsTakenBack() {
    List<WatchScoresResponse> seen = Collections.synchronizedList(new ArrayList<>());
    timeline.late(1, 1, Duration.ofDays(2));
    threads.execute(() -> stub.watchScores(WATCH_DAYS).forEachRemaining(seen::add));
    await("the first message").until(() -> !seen.isEmpty());
    assertThat(seen.getFirst().getRowsList()).hasSize(2);

    timeline.erased(Duration.ofDays(2), 1);

    await("the change").until(() -> seen.size() > 1);
    assertThat(seen.get(1).getRowsList())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.getStart()).startsWith("2026-11-22");
          assertThat(row.getN()).isZero();
        });
  }

  @Test
  void outageIsSaidByNameAndALiveAnswerOutlivesIt() throws Exception {
    List<WatchScoresResponse> seen = Collections.synchronizedList(new ArrayList<>());
    threads.execute(() -> stub.watchScores(WATCH_DAYS).forEachRemaining(seen::add));
    await("the first message").until(() -> !seen.isEmpty());
    FoldReadiness readiness = new FoldReadiness(timeline.folding());
    assertThat(readiness.reason()).isEmpty();

    timeline.connections(false).pass(Duration.ofSeconds(2));

    await("the fold to notice")
        .atMost(Duration.ofSeconds(30))
        .until(() -> readiness.reason().isPresent());
    HttpResponse<String> answer = get("/v1/scores?" + DAYS);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"UNAVAILABLE\"");
    assertThatThrownBy(() ->
            stub.getScores(GetScoresRequest.newBuilder().setQuery(WATCH_DAYS.getQuery()).build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused ->
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    assertThat(timeline.folding().statuses()).noneMatch(s -> s.state() == State.STANDBY);

    timeline.connections(true).ratings(1, 1);

    await("the change").until(() -> seen.size() > 1);
    assertThat(seen.get(1).getRows(0).getN()).isEqualTo(41);
    assertThat(readiness.reason()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "from=2000-01-01&to=9999-12-31, 1",
    "from=1900-01-01&to=9999-12-31&zone=UTC, 1",
    "from=2026-11-24T10:00:00+01:00&to=2026-11-24T11:00:00%2B01:00, 1",
    "from=2026-11-20&to=2026-11-27&service=nobody&channel=kiosk, 0",
    "from=2026-11-20&to=2026-11-27&administration=%F0%9F%98%80, 0"
  })
  void unusualQuestionsAreAnswered(String query, int rows) throws Exception {
    HttpResponse<String> answer = get("/v1/scores?" + query);
    GetScoresResponse.Builder scores = GetScoresResponse.newBuilder();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonFormat.parser().merge(answer.body(), scores);
    assertThat(scores.getRowsList()).hasSize(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-11-20&to=%2B12345-01-01T00:00:00Z, to, RANGE_INVALID",
    "from=0001-01-01&to=2026-11-27, from, RANGE_INVALID",
    "from=2026-11-20&to=2026-11-27&service=a%00b, service, INVALID",
    "from=2026-11-20&to=2026-11-27&every=day&every=week, every, INVALID",
    "from=2026-11-20&to=2026-11-27&after=x, after, INVALID",
    "from=2026-11-20&to=2026-11-27&channel=KIOSKS, channel, INVALID",
    "from=2026-11-20&to=2026-11-27&channel=channel_unspecified, channel, INVALID",
    "from=2026-11-27&to=2026-11-20, to, RANGE_INVALID"
  })
  void badQuestionsAreRefusedByFieldAndReason(String query, String field, String reason)
      throws Exception {
    HttpResponse<String> answer = get("/v1/scores?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"reason\":\"" + reason + "\"", "\"field\":\"" + field + "\"");
  }

  @Test
  void resumingSendsOnlyWhatChangedAndEverythingAfterAnotherHistory() {
    String seen = String.join(",", stub.watchScores(WATCH_DAYS).next().getAsOf().getOffsetsList());
    timeline.late(1, 1, Duration.ofDays(3));

    WatchScoresRequest resumed = WATCH_DAYS.toBuilder().setResume(seen).build();
    WatchScoresRequest strange = WATCH_DAYS.toBuilder().setResume("0:999").build();

    assertThat(stub.watchScores(resumed).next().getRowsList())
        .extracting(ScoreRow::getStart)
        .containsExactly("2026-11-21T00:00:00+01:00");
    assertThat(stub.watchScores(strange).next().getRowsList()).hasSize(2);
  }

  @Test
  void resumingAtSomethingElseIsRefusedByItsOwnName() throws Exception {
    HttpRequest request =
        request("/v1/scores:watch?" + DAYS).header("Last-Event-ID", "yesterday").GET().build();

    assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("Last-Event-ID");
    assertThatThrownBy(
            () -> stub.watchScores(WATCH_DAYS.toBuilder().setResume("yesterday").build()).next())
        .hasMessageContaining("resume");
  }

  @Test
  void recommendationAndEaseAreToldAlikeByBothDoors() throws Exception {
    Tally recommending = Tally.of(Metric.NPS, 0, 0, 0, 0, 0, 0, 2, 3, 4, 5, 6);
    Tally easy = Tally.of(Metric.CES, 1, 1, 2, 3, 8, 12, 9);
    timeline.entries(answers("recommendation", Metric.NPS, recommending));
    timeline.entries(answers("ease", Metric.CES, easy));

    List<ScoreRow> rows = toldByBoth("from=2026-11-20&to=2026-11-27", ScoreQuery.newBuilder());

    Estimate nps = Measures.nps(Metric.NPS, recommending).orElseThrow();
    Estimate ces = Measures.easy(Metric.CES, easy).orElseThrow();
    assertThat(nps.value()).isEqualTo(45);
    assertThat(rows)
        .hasSize(3)
        .anySatisfy(row -> {
          assertThat(row.getMetric()).isEqualTo(org.onthaal.v1.Metric.NPS);
          assertThat(row.getN()).isEqualTo(20);
          assertThat(List.of(row.getNps(), row.getNpsLow(), row.getNpsHigh()))
              .containsExactly(nps.value(), nps.low(), nps.high());
          assertThat(row.hasCsat() || row.hasEasy()).isFalse();
        })
        .anySatisfy(row -> {
          assertThat(row.getMetric()).isEqualTo(org.onthaal.v1.Metric.CES);
          assertThat(row.getMean()).isEqualTo(196 / 36.0);
          assertThat(List.of(row.getEasy(), row.getEasyLow(), row.getEasyHigh()))
              .containsExactly(ces.value(), ces.low(), ces.high());
          assertThat(row.hasCsat() || row.hasNps()).isFalse();
        })
        .anySatisfy(row -> {
          assertThat(row.getMetric()).isEqualTo(org.onthaal.v1.Metric.CSAT);
          assertThat(row.getCsat()).isEqualTo(100);
          assertThat(row.hasNps() || row.hasEasy()).isFalse();
        });
  }

  @Test
  void fewRatingsAndWhatWouldTellThemAreHiddenByBothDoors() throws Exception {
    timeline.entries(submitted(9, "WEB", 1)).entries(submitted(50, "PHONE", 4));
    openDoors(new Suppression(10));

    List<ScoreRow> rows =
        toldByBoth(
            "from=2026-11-20&to=2026-11-27&by=channel",
            ScoreQuery.newBuilder().addBy(Dimension.BY_CHANNEL));

    assertThat(rows).extracting(ScoreRow::getChannel).hasSize(3);
    for (ScoreRow row : rows) {
      if (row.getChannel() == Channel.PHONE) {
        assertThat(row.getN()).isEqualTo(50);
        assertThat(row.hasPreviousN()).isTrue();
        assertThat(row.getSuppressed()).isFalse();
      } else {
        assertThat(row)
            .isEqualTo(
                ScoreRow.newBuilder()
                    .setChannel(row.getChannel())
                    .setStart("2026-11-20T00:00:00+01:00")
                    .setMetric(org.onthaal.v1.Metric.CSAT)
                    .setSuppressed(true)
                    .build());
      }
    }
    assertThat(toldByBoth("from=2026-11-20&to=2026-11-27", ScoreQuery.newBuilder()))
        .extracting(ScoreRow::getN)
        .containsExactly(99);
  }

  @Test
  void rowIsSentAgainWhenItIsNoLongerHidden() throws Exception {
    timeline.entries(submitted(9, "WEB", 1)).entries(submitted(50, "PHONE", 4));
    openDoors(new Suppression(10));
    WatchScoresRequest watch =
        WATCH_DAYS.toBuilder()
            .setQuery(WATCH_DAYS.getQuery().toBuilder().addBy(Dimension.BY_CHANNEL))
            .build();
    WatchScoresResponse before = stub.watchScores(watch).next();
    String seen = String.join(",", before.getAsOf().getOffsetsList());

    timeline.entries(submitted(1, "WEB", 1));

    assertThat(before.getRowsList())
        .filteredOn(ScoreRow::getSuppressed)
        .extracting(ScoreRow::getChannel)
        .containsExactlyInAnyOrder(Channel.WEB, Channel.KIOSK);
    assertThat(stub.watchScores(watch.toBuilder().setResume(seen).build()).next().getRowsList())
        .noneMatch(ScoreRow::getSuppressed)
        .extracting(ScoreRow::getN)
        .containsExactlyInAnyOrder(10, 40, 50);
  }

  @Test
  void choicesAreToldAlikeByBothDoors() throws Exception {
    timeline.entries(chose(30, 1, "wait")).entries(chose(20, 5, "staff", "wait"));

    HttpResponse<String> answer =
        get("/v1/choices?from=2026-11-24&to=2026-11-24T23:00:00Z&channel=web&question=reason");

    GetChoicesResponse.Builder http = GetChoicesResponse.newBuilder();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonFormat.parser().merge(answer.body(), http);
    GetChoicesResponse grpc =
        stub.getChoices(
            GetChoicesRequest.newBuilder()
                .setQuery(
                    ChoiceQuery.newBuilder()
                        .setFrom("2026-11-24")
                        .setTo("2026-11-25")
                        .addChannels(Channel.WEB))
                .build());
    assertThat(http.getRowsList()).isEqualTo(grpc.getRowsList());
    assertThat(grpc.getSurveysKnown()).isFalse();
    assertThat(grpc.getRowsList())
        .extracting(
            ChoiceRow::getChoice,
            ChoiceRow::getN,
            ChoiceRow::getAnswered,
            row -> row.getChosen().getCsat())
        .containsExactlyInAnyOrder(tuple("staff", 20, 50, 100.0), tuple("wait", 50, 50, 40.0));
    assertThat(get("/v1/choices?from=2026-11-25&to=2026-11-26").body()).contains("\"rows\": []");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-11-20T01:00:00Z&to=2026-11-27, from, RANGE_NOT_WHOLE_DAYS",
    "from=2026-11-20&to=2026-11-27T00:00:00Z, to, RANGE_NOT_WHOLE_DAYS",
    "from=2026-11-20&to=2026-11-27&zone=UTC, zone, ZONE_OF_ANOTHER",
    "from=2026-11-20&to=2026-11-27&every=day, every, UNKNOWN_PARAMETER",
    "from=2026-11-20&to=2026-11-27&by=channel, by, UNKNOWN_PARAMETER"
  })
  void choicesOfAnythingButWholeDaysAreRefused(String query, String field, String reason)
      throws Exception {
    timeline.entries(chose(1, 1, "wait"));

    HttpResponse<String> answer = get("/v1/choices?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"reason\":\"" + reason + "\"", "\"field\":\"" + field + "\"");
  }

  private static List<Entry> chose(int count, int score, String... choices) {
    Place place = new Place(Timeline.ADMINISTRATION, Timeline.SERVICE, "desk-1", "WEB", "fr");
    return Collections.nCopies(
        count,
        new Entry.Submitted(
            new RatingFacts(
                place,
                START,
                START,
                false,
                false,
                List.of(new Answer("core", Metric.CSAT, OptionalInt.of(score))),
                List.of(new Chosen("reason", List.of(choices))))));
  }

  /** The rows of a week, which must be the same over HTTP and gRPC. */
  private List<ScoreRow> toldByBoth(String parameters, ScoreQuery.Builder query) throws Exception {
    HttpResponse<String> answer = get("/v1/scores?" + parameters);
    GetScoresResponse.Builder http = GetScoresResponse.newBuilder();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonFormat.parser().merge(answer.body(), http);
    GetScoresResponse grpc =
        stub.getScores(
            GetScoresRequest.newBuilder()
                .setQuery(query.setFrom("2026-11-20").setTo("2026-11-27"))
                .build());
    assertThat(http.getRowsList()).isEqualTo(grpc.getRowsList());
    return grpc.getRowsList();
  }

  private static List<Entry> submitted(int count, String channel, int score) {
    Answer answer = new Answer("core", Metric.CSAT, OptionalInt.of(score));
    return Collections.nCopies(count, submitted(channel, answer));
  }

  /** One rating of the kiosk for each answer counted. */
  private static List<Entry> answers(String question, Metric metric, Tally tally) {
    List<Entry> entries = new ArrayList<>();
    for (int score = metric.lowest(); score <= metric.highest(); score++) {
      Answer answer = new Answer(question, metric, OptionalInt.of(score));
      entries.addAll(
          Collections.nCopies(Math.toIntExact(tally.count(score)), submitted("KIOSK", answer)));
    }
    return entries;
  }

  private static Entry submitted(String channel, Answer answer) {
    Place place = new Place(Timeline.ADMINISTRATION, Timeline.SERVICE, "desk-1", channel, "fr");
    return new Entry.Submitted(new RatingFacts(place, START, START, false, false, List.of(answer)));
  }

  private HttpResponse<Stream<String>> listen() throws Exception {
    return client.send(request("/v1/scores:watch?" + DAYS).GET().build(), BodyHandlers.ofLines());
  }

  private int listenOnce() throws Exception {
    HttpResponse<Stream<String>> response = listen();
    response.body().close();
    return response.statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
  }
}
