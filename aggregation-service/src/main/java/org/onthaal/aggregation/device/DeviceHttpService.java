package org.onthaal.aggregation.device;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.RevokeDeviceRequest;

/// Kiosks over HTTP. Each call blocks its own virtual thread.
public final class DeviceHttpService implements HttpService {
  private static final String ADMINISTRATION = "administration";

  private final GrpcDevices devices;
  private final int bodyBytesMax;

  public DeviceHttpService(GrpcDevices devices, int bodyBytesMax) {
    this.devices = devices;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/devices", this::list)
        .post("/v1/devices:createPairing", this::createPairing)
        .post("/v1/devices/{id}:change", this::change)
        .post("/v1/devices/{id}:revoke", this::revoke);
  }

  private void list(ServerRequest request, ServerResponse response) {
    switch (asked(request)) {
      case Answer.Given<ListDevicesRequest>(ListDevicesRequest asked) ->
          HttpAnswers.send(response, devices.list(asked));
      case Answer.Refused<ListDevicesRequest>(Problem problem) ->
          HttpProblems.send(response, problem);
    }
  }

  private static Answer<ListDevicesRequest> asked(ServerRequest request) {
    Violations violations = new Violations();
    ListDevicesRequest.Builder asked = ListDevicesRequest.newBuilder();
    HttpAnswers.parameters(request)
        .forEach((name, values) -> {
          if (name.equals(ADMINISTRATION)) {
            asked.addAllAdministrations(values);
          } else {
            violations.add(name, Reason.UNKNOWN_PARAMETER, "one of " + ADMINISTRATION);
          }
        });
    return violations.isEmpty()
        ? new Answer.Given<>(asked.build())
        : new Answer.Refused<>(violations.problem());
  }

  private void createPairing(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        CreatePairingRequest.getDefaultInstance(),
        "",
        HttpAnswers.whole(devices::createPairing));
  }

  private void change(ServerRequest request, ServerResponse response) {
    String id = HttpAnswers.id(request);
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        ChangeDeviceRequest.getDefaultInstance(),
        "id",
        HttpAnswers.whole(given -> devices.change(given.toBuilder().setId(id).build())));
  }

  private void revoke(ServerRequest request, ServerResponse response) {
    String id = HttpAnswers.id(request);
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        RevokeDeviceRequest.getDefaultInstance(),
        "id",
        HttpAnswers.whole(given -> devices.revoke(given.toBuilder().setId(id).build())));
  }
}
