package org.onthaal.feedback.device;

import com.google.protobuf.Message;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.HttpKeys;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.RatingHttpService;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.PairDeviceRequest;
import org.onthaal.v1.SendHeartbeatRequest;

/// What devices themselves call: to be let in, and each minute from then on. Handlers wait on their
/// own virtual thread.
public final class DeviceHttpService implements HttpService {
  // Many times what a device has to say.
  private static final int BODY_BYTES_MAX = 16 * 1024;

  // One code costs a network as much as so many ratings, right or wrong, because of a guess that
  // hits: tens of tries a minute, where a million million codes are possible.
  private static final int CODE_COST = 10;

  private final Devices devices;
  private final HttpKeys keys;
  private final HttpRates rates;

  public DeviceHttpService(Devices devices, HttpKeys keys, HttpRates rates) {
    this.devices = devices;
    this.keys = keys;
    this.rates = rates;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/v1/devices:pair", this::pair).post("/v1/devices:heartbeat", this::heartbeat);
  }

  private void pair(ServerRequest request, ServerResponse response) {
    PairDeviceRequest.Builder wanted = PairDeviceRequest.newBuilder();
    if (!isRead(request, response, wanted)) {
      return;
    }
    if (wanted.getCode().isBlank()) {
      HttpDoor.refuse(
          response,
          Problem.of(
              List.of(new Violation("code", Reason.MISSING, "a pairing code such as K7QM-4TXD"))));
      return;
    }
    // Before the code is looked at: afterwards a guess that hits would have hit.
    Duration wait = rates.takeTries(request, CODE_COST);
    if (wait.isPositive()) {
      HttpDoor.refuse(
          response,
          new Problem(
              Reason.RATE_LIMITED,
              "too many codes from this network; try again in " + HttpDoor.seconds(wait) + " s"),
          wait);
      return;
    }
    answer(devices.pair(wanted.getCode()), response);
  }

  private void heartbeat(ServerRequest request, ServerResponse response) {
    SendHeartbeatRequest.Builder said = SendHeartbeatRequest.newBuilder();
    if (isRead(request, response, said)) {
      keys.key(Scope.DEVICE, request, response)
          .ifPresent(key -> answer(devices.hear(key, said.getHeartbeat()), response));
    }
  }

  // Whether it was read and is a message; otherwise it has been refused.
  private static boolean isRead(
      ServerRequest request, ServerResponse response, Message.Builder into) {
    List<Problem> problems =
        switch (HttpRequests.read(request, into, Set.of(), BODY_BYTES_MAX)) {
          case HttpRequests.Body.Refused(Problem problem) -> List.of(problem);
          case HttpRequests.Body.Read(List<Violation> unreadable) ->
              unreadable.isEmpty() ? List.of() : List.of(Problem.of(unreadable));
        };
    problems.forEach(problem -> HttpDoor.refuse(response, HttpRequests.named(problem)));
    return problems.isEmpty();
  }

  private static <T extends Message> void answer(
      DeviceOutcome<T> outcome, ServerResponse response) {
    switch (outcome) {
      case DeviceOutcome.Done<T>(T message) -> RatingHttpService.answer(response, message);
      case DeviceOutcome.Refused<T>(Problem problem) -> HttpDoor.refuse(response, problem);
    }
  }
}
