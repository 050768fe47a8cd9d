package org.onthaal.aggregation.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.door.GrpcProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.ChangeDeviceResponse;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.CreatePairingResponse;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListDevicesResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.RevokeDeviceRequest;
import org.onthaal.v1.RevokeDeviceResponse;
import org.onthaal.v1.Theme;
import org.onthaal.v1.Violation;

/// Calls about kiosks at the HTTP door reach the service that keeps them, and its answers come back
/// as they are.
class DeviceHttpServiceIT {
  private static final String ID = "0190b6a5-0000-7000-8000-000000000001";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Object> asked = new CopyOnWriteArrayList<>();
  private volatile Status failure = Status.OK;
  private volatile Problem refusal = Problem.getDefaultInstance();
  private Server keeper;
  private GrpcDevices devices;
  private WebServer door;

  @BeforeEach
  void open() throws IOException {
    keeper =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Keeper())
            .build()
            .start();
    devices = GrpcDevices.connect(new FeedbackDoor("127.0.0.1:" + keeper.getPort(), "a-secret"));
    door =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(HttpRouting.builder().register(new DeviceHttpService(devices, 10_000)))
            .build()
            .start();
  }

  @AfterEach
  void close() {
    door.stop();
    devices.close();
    keeper.shutdownNow();
  }

  @Test
  void devicesOfAdministrationsAreListed() throws Exception {
    HttpResponse<String> answer = get("?administration=town&administration=region");

    assertThat(asked)
        .containsExactly(
            ListDevicesRequest.newBuilder()
                .addAdministrations("town")
                .addAdministrations("region")
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"name\": \"Desk 3\"", "\"staffPin\": \"\"");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void parameterThatIsNotKnownIsRefusedWithoutAsking() throws Exception {
    HttpResponse<String> answer = get("?town=brussels");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UNKNOWN_PARAMETER", "one of administration");
    assertThat(asked).isEmpty();
  }

  @Test
  void eachActionIsHandedOnWithTheIdOfItsPath() throws Exception {
    String settings = "{\"settings\": {\"version\": 2, \"name\": \"Desk 4\", \"theme\": \"DARK\"}}";

    assertThat(post(":createPairing", settings).body()).contains("\"code\": \"K7QM-4TXD\"");
    assertThat(post("/" + ID + ":change", settings).body()).contains("\"id\": \"" + ID + "\"");
    assertThat(post("/" + ID + ":revoke", "{}").body()).contains("\"id\": \"" + ID + "\"");

    DeviceSettings wanted =
        DeviceSettings.newBuilder().setVersion(2).setName("Desk 4").setTheme(Theme.DARK).build();
    assertThat(asked)
        .containsExactly(
            CreatePairingRequest.newBuilder().setSettings(wanted).build(),
            ChangeDeviceRequest.newBuilder().setId(ID).setSettings(wanted).build(),
            RevokeDeviceRequest.newBuilder().setId(ID).build());
  }

  @Test
  void idOfTheBodyIsNotTaken() throws Exception {
    HttpResponse<String> answer = post("/" + ID + ":revoke", "{\"id\": \"another\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UNKNOWN_FIELD");
    assertThat(asked).isEmpty();
  }

  @Test
  void everyViolationComesThroughUnchanged() throws Exception {
    refusal =
        Problem.newBuilder()
            .setReason(Reason.TOUCHPOINT_UNKNOWN)
            .setDetail("settings.touchpoint: expected the key of a touchpoint")
            .addViolations(violation("settings.name", Reason.MISSING, "where it stands"))
            .addViolations(
                violation("settings.touchpoint", Reason.TOUCHPOINT_UNKNOWN, "the key of one"))
            .build();

    HttpResponse<String> answer =
        post(":createPairing", "{\"settings\": {\"staffPin\": \"4711\"}}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains(
            "{\"field\":\"settings.name\",\"reason\":\"MISSING\",\"expected\":\"where it stands\"}",
            "{\"field\":\"settings.touchpoint\",\"reason\":\"TOUCHPOINT_UNKNOWN\"")
        .doesNotContain("4711");
  }

  @Test
  void settingsThatSomebodyElseChangedAreAConflict() throws Exception {
    refusal = Problems.of(Reason.DEVICE_CHANGED, "read them again");

    assertThat(post("/" + ID + ":change", "{\"settings\": {}}").statusCode()).isEqualTo(409);
  }

  @Test
  void whatIsWrongBetweenTheServicesIsNoFaultOfTheCaller() throws Exception {
    for (Reason reason : List.of(Reason.KEY_MISSING, Reason.LOOPBACK_ONLY, Reason.INTERNAL)) {
      refusal = Problems.of(reason, "between us");
      HttpResponse<String> answer = get("");
      assertThat(answer.statusCode()).as(reason.name()).isEqualTo(503);
      assertThat(answer.body()).contains("UNAVAILABLE").doesNotContain("between us");
    }
    refusal = Problem.getDefaultInstance();
    failure = Status.UNIMPLEMENTED; // of an older release

    assertThat(get("").statusCode()).isEqualTo(503);
  }

  @Test
  void serviceThatIsAwayIsSaidSoAndAskedAgainWhenItIsBack() throws Exception {
    int port = keeper.getPort();
    keeper.shutdownNow().awaitTermination();

    HttpResponse<String> away = get("");

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("retry-after")).contains("1");
    keeper =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(new Keeper())
            .build()
            .start();
    // Another try to connect may still be failing.
    await("an answer").until(() -> get("").statusCode() == 200);
  }

  private static Violation violation(String field, Reason reason, String expected) {
    return Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build();
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(query)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String below) {
    return URI.create("http://127.0.0.1:" + door.port() + "/v1/devices" + below);
  }

  /// Answers as feedback-service does.
  private final class Keeper extends DeviceServiceGrpc.DeviceServiceImplBase {
    @Override
    public void createPairing(
        CreatePairingRequest request, StreamObserver<CreatePairingResponse> response) {
      answer(request, CreatePairingResponse.newBuilder().setCode("K7QM-4TXD").build(), response);
    }

    @Override
    public void listDevices(
        ListDevicesRequest request, StreamObserver<ListDevicesResponse> response) {
      Device device =
          Device.newBuilder()
              .setId(ID)
              .setSettings(DeviceSettings.newBuilder().setName("Desk 3"))
              .build();
      answer(request, ListDevicesResponse.newBuilder().addDevices(device).build(), response);
    }

    @Override
    public void changeDevice(
        ChangeDeviceRequest request, StreamObserver<ChangeDeviceResponse> response) {
      answer(
          request,
          ChangeDeviceResponse.newBuilder()
              .setDevice(Device.newBuilder().setId(request.getId()))
              .build(),
          response);
    }

    @Override
    public void revokeDevice(
        RevokeDeviceRequest request, StreamObserver<RevokeDeviceResponse> response) {
      answer(
          request,
          RevokeDeviceResponse.newBuilder()
              .setDevice(Device.newBuilder().setId(request.getId()))
              .build(),
          response);
    }

    private <T> void answer(Object request, T answer, StreamObserver<T> response) {
      asked.add(request);
      if (!failure.isOk()) {
        response.onError(failure.asRuntimeException(new Metadata()));
      } else if (!refusal.equals(Problem.getDefaultInstance())) {
        response.onError(GrpcProblems.status(refusal));
      } else {
        response.onNext(answer);
        response.onCompleted();
      }
    }
  }
}
