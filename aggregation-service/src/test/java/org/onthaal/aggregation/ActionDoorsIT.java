package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.AlertServiceGrpc.AlertServiceBlockingStub;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.CommentOnAlertRequest;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.EndAcknowledgementRequest;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.GetAlertResponse;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ListSilencesRequest;
import org.onthaal.v1.ListSilencesResponse;
import org.onthaal.v1.PreviewSilenceRequest;
import org.onthaal.v1.PreviewSilenceResponse;
import org.onthaal.v1.SilenceMatchers;
import org.onthaal.v1.SilenceServiceGrpc;
import org.onthaal.v1.SilenceServiceGrpc.SilenceServiceBlockingStub;
import org.onthaal.v1.SilenceState;

/// What people do with alerts, at both doors, over sockets.
class ActionDoorsIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by: [service, channel]}]";
  private static final String UNKNOWN = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b00";
  private static final String COMMENT = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b01";
  private static final String SILENCE = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b02";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private URI base = URI.create("http://127.0.0.1/");
  private AlertServiceBlockingStub alerts;
  private SilenceServiceBlockingStub silences;
  private Timeline timeline;
  private String alert;

  @BeforeEach
  void open() throws Exception {
    timeline = new Timeline(ActionDoorsIT.class, folder, Instant.parse("2026-11-24T09:10:00Z"));
    timeline.start(RULES, "receivers: []\nroutes: []\n").ratings(40, 1);
    HttpRouting.Builder routing = HttpRouting.builder().register(timeline.alerting().http());
    WebServer http = WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start();
    Server grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(threads)
            .addService(timeline.alerting().grpc())
            .addService(timeline.alerting().silences())
            .build()
            .start();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
    base = URI.create("http://127.0.0.1:" + http.port());
    alerts = AlertServiceGrpc.newBlockingStub(channel);
    silences = SilenceServiceGrpc.newBlockingStub(channel);
    opened.addAll(
        List.<AutoCloseable>of(channel::shutdownNow, http::stop, grpc::shutdownNow, timeline));
    alert = new Operator(timeline).alert("low");
  }

  @AfterEach
  void close() throws Exception {
    timeline.alerting().endWatches();
    for (AutoCloseable one : opened) {
      one.close();
    }
    threads.shutdownNow();
  }

  @Test
  void acknowledgementIsShownUntilItEndsAndStaysInTheHistory() throws Exception {
    String body =
        "{\"owner\": \"Anna\", \"note\": \"on my way\", \"until\": \"2026-11-24T09:20:00Z\"}";
    GetAlertResponse first = alert(post("/acknowledgement", body));
    GetAlertResponse again = alert(post("/acknowledgement", body));

    assertThat(again).isEqualTo(first);
    assertThat(first.getAlert().getAcknowledgement().getOwner()).isEqualTo("Anna");
    assertThat(alerts.listAlerts(ListAlertsRequest.getDefaultInstance()).getAlerts(0))
        .isEqualTo(first.getAlert());
    timeline.pass(Duration.ofMinutes(15));
    assertThat(get().getAlert().hasAcknowledgement()).isFalse();
    GetAlertResponse other =
        alerts.acknowledgeAlert(
            AcknowledgeAlertRequest.newBuilder()
                .setId(alert)
                .setOwner("Bram")
                .setAuthor("Anna")
                .build());
    assertThat(other.getAlert().getAcknowledgement().getAuthor()).isEqualTo("Anna");
    GetAlertResponse ended =
        alert(send("DELETE", path("/acknowledgement?author=Bram"), BodyPublishers.noBody()));
    assertThat(ended.getAlert().hasAcknowledgement()).isFalse();
    assertThat(
            alerts.endAcknowledgement(
                EndAcknowledgementRequest.newBuilder().setId(alert).setAuthor("Bram").build()))
        .isEqualTo(ended);
    assertThat(ended.getHistoryList().stream().map(AlertEvent::getKind))
        .containsExactly(
            AlertEventKind.EVENT_FIRED,
            AlertEventKind.EVENT_ACKNOWLEDGED,
            AlertEventKind.EVENT_ACKNOWLEDGED,
            AlertEventKind.EVENT_ACKNOWLEDGEMENT_ENDED);
  }

  @Test
  void evidenceIsTheAlertItselfWhereNoDropWasJudged() throws Exception {
    HttpResponse<String> found = send("GET", path("/evidence"), BodyPublishers.noBody());
    URI elsewhere = URI.create(path("/evidence").toString().replace(alert, UNKNOWN));
    HttpResponse<String> unknown = send("GET", elsewhere, BodyPublishers.noBody());

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("\"low\"").contains("\"slots\": []");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("NOT_FOUND");
  }

  @Test
  void commentIsKeptOnceAndAlsoOnAClosedAlert() throws Exception {
    String body =
        "{\"commentId\": \"%s\", \"author\": \"Anna\", \"text\": \"new desk\\nsince today\"}"
            .formatted(COMMENT);
    alert(post("/close", "{\"author\": \"Bram\", \"reason\": \"known\"}"));

    GetAlertResponse commented = alert(post("/comments", body));
    HttpResponse<String> reused = post("/comments", body.replace("new", "old"));

    assertThat(
            alerts.commentOnAlert(
                CommentOnAlertRequest.newBuilder()
                    .setId(alert)
                    .setCommentId(COMMENT)
                    .setAuthor("Anna")
                    .setText("new desk\nsince today")
                    .build()))
        .isEqualTo(commented);
    assertThat(commented.getHistoryList().getLast().getId()).isEqualTo(COMMENT);
    assertThat(commented.getHistoryList().getLast().getText()).isEqualTo("new desk\nsince today");
    assertThat(reused.statusCode()).isEqualTo(422);
    assertThat(reused.body()).contains("ID_REUSED");
  }

  @Test
  void closedAlertTakesNoAcknowledgement() throws Exception {
    GetAlertResponse closed =
        alerts.closeAlert(
            CloseAlertRequest.newBuilder()
                .setId(alert)
                .setAuthor("Anna")
                .setReason("known")
                .build());

    HttpResponse<String> refused = post("/acknowledgement", "{\"owner\": \"Anna\"}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("ALERT_OVER");
    assertThatThrownBy(() ->
            alerts.acknowledgeAlert(
                AcknowledgeAlertRequest.newBuilder().setId(alert).setOwner("Anna").build()))
        .hasMessageContaining("FAILED_PRECONDITION");
    assertThat(alert(post("/close", "{\"author\": \"Bram\", \"reason\": \"again\"}")))
        .isEqualTo(closed);
  }

  @Test
  void unknownAlertIsNotFoundAtEachDoor() throws Exception {
    alert = UNKNOWN;

    assertThat(send("GET", path(""), BodyPublishers.noBody()).statusCode()).isEqualTo(404);
    assertThat(post("/acknowledgement", "{\"owner\": \"Anna\"}").statusCode()).isEqualTo(404);
    assertThat(post("/close", "{\"author\": \"A\", \"reason\": \"b\"}").statusCode())
        .isEqualTo(404);
    assertThat(
            post(
                    "/comments",
                    "{\"commentId\": \"%s\", \"author\": \"A\", \"text\": \"b\"}"
                        .formatted(COMMENT))
                .body())
        .contains("NOT_FOUND");
    assertThatThrownBy(this::get).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws Exception {
    String name = "x".repeat(201);
    assertThat(
            post(
                    "/acknowledgement",
                    "{\"owner\": \"%s\", \"note\": \"a\\u0007\", \"until\": \"2020-01-01T00:00:00Z\"}"
                        .formatted(name))
                .body())
        .contains("\"owner\"", "\"note\"", "\"until\"", "CONTROL_CHARACTER", "VIOLATIONS");
    assertThat(post("/comments", "{\"commentId\": \"1\", \"text\": \" \"}").body())
        .contains("ID_MALFORMED", "\"author\"", "\"text\"", "MISSING");
    assertThat(post("/close", "{\"id\": \"1\", \"until\": 3}").body())
        .contains("UNKNOWN_FIELD", "one of author, reason", "\"author\"", "\"reason\"", "MISSING");
    assertThat(post("/acknowledgement", "{\"note\": 3, \"until\": \"soon\"}").body())
        .contains("\"note\"", "a text in quotes", "\"until\"", "RFC 3339", "\"owner\"", "MISSING");
    assertThat(post("/comments", "{\"commentId\": 7, \"author\": null, \"words\": \"a\"}").body())
        .contains("\"words\"", "\"author\"", "\"text\"")
        .containsOnlyOnce("\"commentId\"")
        .doesNotContain("ID_MALFORMED");
    assertThat(post("/acknowledgement", "{\"owner\": \"a\", \"until\": \"soon\"}").body())
        .contains("RFC 3339");
    assertThat(send("DELETE", path("/acknowledgement?by=a"), BodyPublishers.noBody()).body())
        .contains("UNKNOWN_PARAMETER");
    assertThat(send("GET", base.resolve("/v1/alerts/1"), BodyPublishers.noBody()).body())
        .contains("ID_MALFORMED");
  }

  @Test
  void everythingThatIsWrongWithASilenceIsNamedAtOnce() throws Exception {
    HttpResponse<String> silence =
        silence(
            "{\"matchers\": {\"channels\": [\"MOON\"], \"severities\": [\"bad\"], \"rules\": [\"\", 3]}}");
    assertThat(silence.body())
        .contains(
            "matchers.rules[0]", "matchers.channels[0]", "matchers.severities[0]", "\"endsAt\"")
        .contains("\"id\"", "\"author\"", "\"comment\"", "a text in quotes")
        .containsOnlyOnce("matchers.rules[1]");
    assertThat(silence("{\"matchers\": {\"rules\": 3, \"colour\": 1}}").body())
        .contains("matchers.rules", "matchers.colour", "\"author\"")
        .doesNotContain("1 to 100 values");
    assertThat(silence("{\"matchers\": {\"colour\": 1}}").body())
        .contains("matchers.colour", "1 to 100 values");
    assertThat(
            silence("{\"matchers\": {\"channels\": [\"MOON\"], \"severities\": [\"bad\"]}}").body())
        .contains(
            "matchers.channels[0]",
            "matchers.severities[0]",
            "\"id\"",
            "\"endsAt\"",
            "\"author\"",
            "\"comment\"");
    assertThat(
            silence("{\"id\": \"%s\", \"endsAt\": \"2028-01-01T00:00:00Z\"}".formatted(SILENCE))
                .body())
        .contains("\"matchers\"", "at most 366 days later");
    assertThat(
            send("GET", base.resolve("/v1/silences?state=old&x=1"), BodyPublishers.noBody()).body())
        .contains("UNKNOWN_PARAMETER", "PENDING, ACTIVE or EXPIRED");
  }

  @Test
  void previewNamesTheOpenAlertsTheSameOnBothDoors() throws Exception {
    SilenceMatchers matchers =
        SilenceMatchers.newBuilder().addServices("parking-*").addChannels("kiosk").build();
    PreviewSilenceRequest preview =
        PreviewSilenceRequest.newBuilder().setMatchers(matchers).build();
    PreviewSilenceResponse.Builder overHttp = PreviewSilenceResponse.newBuilder();
    JsonFormat.parser()
        .merge(
            send(
                    "POST",
                    base.resolve("/v1/silences:preview"),
                    BodyPublishers.ofString(JsonFormat.printer().print(preview)))
                .body(),
            overHttp);
    assertThat(silences.previewSilence(preview)).isEqualTo(overHttp.build());
    assertThat(overHttp.getAlertsList())
        .singleElement()
        .satisfies(one -> assertThat(one.getId()).isEqualTo(alert));
  }

  @Test
  void silenceIsMadeListedAndEnded() throws Exception {
    String body =
        """
        {"id": "%s", "matchers": {"services": ["parking-*"], "channels": ["kiosk"], "languages": ["*"]},
         "startsAt": "2026-11-24T12:00:00Z", "endsAt": "2026-11-24T14:00:00Z", "author": "Anna", "comment": "works"}
        """
            .formatted(SILENCE);
    assertThat(silence(body).statusCode()).isEqualTo(200);
    assertThat(silence(body).statusCode()).isEqualTo(200);
    assertThat(silence(body.replace("works", "holiday")).statusCode()).isEqualTo(422);
    assertThat(list("")).contains("SILENCE_PENDING").contains("KIOSK");
    timeline.pass(Duration.ofHours(3));
    ListSilencesResponse active =
        silences.listSilences(
            ListSilencesRequest.newBuilder().addStates(SilenceState.SILENCE_ACTIVE).build());
    assertThat(active.getSilencesCount()).isEqualTo(1);
    assertThat(list("?state=pending,expired")).doesNotContain("Anna");

    HttpResponse<String> ended =
        send(
            "DELETE",
            base.resolve("/v1/silences/" + SILENCE + "?author=Bram"),
            BodyPublishers.noBody());
    assertThat(ended.body()).contains("SILENCE_EXPIRED", "Bram");
    assertThat(
            silences
                .expireSilence(
                    ExpireSilenceRequest.newBuilder().setId(SILENCE).setAuthor("Carl").build())
                .getSilence()
                .getEndedBy())
        .isEqualTo("Bram");
    assertThat(list("")).doesNotContain("Anna");
    assertThat(list("?state=EXPIRED")).contains("Anna");
    assertThatThrownBy(() ->
            silences.expireSilence(
                ExpireSilenceRequest.newBuilder().setId(UNKNOWN).setAuthor("Carl").build()))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() ->
            silences.createSilence(
                CreateSilenceRequest.newBuilder()
                    .setId(UUID.nameUUIDFromBytes(new byte[1]).toString())
                    .build()))
        .hasMessageContaining("VIOLATIONS");
  }

  private String list(String query) throws Exception {
    return send("GET", base.resolve("/v1/silences" + query), BodyPublishers.noBody()).body();
  }

  private HttpResponse<String> silence(String body) throws Exception {
    return send("POST", base.resolve("/v1/silences"), BodyPublishers.ofString(body));
  }

  private GetAlertResponse get() {
    return alerts.getAlert(GetAlertRequest.newBuilder().setId(alert).build());
  }

  private GetAlertResponse alert(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    GetAlertResponse.Builder response = GetAlertResponse.newBuilder();
    JsonFormat.parser().merge(answer.body(), response);
    assertThat(get()).isEqualTo(response.build());
    return response.build();
  }

  @Test
  void bodyNeedNoMediaTypeUnlessAPageSendsIt() throws Exception {
    String comment =
        "{\"commentId\": \"0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b77\", \"author\": \"A\", \"text\": \"b\"}";
    for (String type : List.of("", "application/json", "text/plain", FORM)) {
      assertThat(typed(type, "", comment)).as(type).isEqualTo(200);
    }
    assertThat(typed(FORM, "", "author=A&text=b")).isEqualTo(415);
    assertThat(typed("text/xml", "", comment)).isEqualTo(415);
    for (String type : List.of("", "text/plain", FORM)) {
      assertThat(typed(type, "http://evil.example", comment)).as(type).isEqualTo(415);
    }
    assertThat(typed("application/json", "http://localhost:3000", comment)).isEqualTo(200);
  }

  /// The status of a comment under a media type and from a page, where they are not empty.
  private int typed(String type, String origin, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(path("/comments"))
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    if (!origin.isEmpty()) {
      request.header("origin", origin);
    }
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private HttpResponse<String> post(String below, String body) throws Exception {
    return send("POST", path(below), BodyPublishers.ofString(body));
  }

  private URI path(String below) {
    return base.resolve("/v1/alerts/" + alert + below);
  }

  private HttpResponse<String> send(String method, URI uri, BodyPublisher body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/json")
            .method(method, body)
            .build(),
        BodyHandlers.ofString());
  }
}
