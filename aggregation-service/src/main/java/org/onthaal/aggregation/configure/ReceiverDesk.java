package org.onthaal.aggregation.configure;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.trial.Trial;
import org.onthaal.v1.ListReceiversResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receiver;
import org.onthaal.v1.ReceiverKind;
import org.onthaal.v1.Route;
import org.onthaal.v1.RouteFilter;
import org.onthaal.v1.TestOutcome;
import org.onthaal.v1.TestReceiverRequest;
import org.onthaal.v1.TestReceiverResponse;

/// Shows who is told of what, and tries whether one would hear it, for both doors. Safe for any
/// thread.
public final class ReceiverDesk {
  private final Supplier<RouteTable> routes;
  private final Trial trial;
  private final InstantSource clock;

  /// Shows what the routes say at the moment of the call.
  ///
  /// @param routes as they are now
  public ReceiverDesk(Supplier<RouteTable> routes, Trial trial, InstantSource clock) {
    this.routes = routes;
    this.trial = trial;
    this.clock = clock;
  }

  ListReceiversResponse list() {
    RouteTable table = routes.get();
    ListReceiversResponse.Builder response = ListReceiversResponse.newBuilder();
    for (ReceiverSpec receiver : table.receivers()) {
      boolean isMeta = table.metaReceiver().filter(receiver.name()::equals).isPresent();
      response.addReceivers(message(receiver).setMeta(isMeta));
    }
    table.routes().forEach(route -> response.addRoutes(message(route)));
    return response.build();
  }

  Answer<TestReceiverResponse> test(TestReceiverRequest request) {
    Violations violations = new Violations();
    Fields.checkName("by", request.getBy(), true, violations);
    RouteTable table = routes.get();
    Optional<ReceiverSpec> receiver = table.receiver(request.getReceiver());
    if (receiver.isEmpty()) {
      Reason reason = request.getReceiver().isEmpty() ? Reason.MISSING : Reason.NOT_FOUND;
      violations.add("receiver", reason, known(table));
    }
    return violations.isEmpty()
        ? new Answer.Given<>(
            message(trial.of(receiver.orElseThrow(), request.getBy(), clock.instant())))
        : new Answer.Refused<>(violations.problem());
  }

  private static String known(RouteTable table) {
    String names =
        table.receivers().stream().map(ReceiverSpec::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? "a receiver in the routes file, which has none" : "one of " + names;
  }

  private static Receiver.Builder message(ReceiverSpec receiver) {
    Receiver.Builder message =
        Receiver.newBuilder()
            .setName(receiver.name())
            .setKind(kind(receiver.destination()))
            .setEndpoint(receiver.destination().endpoint())
            .setLanguage(receiver.language().name().toLowerCase(Locale.ROOT));
    receiver
        .heartbeat()
        .ifPresent(heartbeat -> message.setHeartbeatEvery(length(heartbeat.every())));
    return message;
  }

  private static ReceiverKind kind(Destination destination) {
    return switch (destination) {
      case Destination.Webhook _ -> ReceiverKind.WEBHOOK;
      case Destination.Chat chat ->
          switch (chat.kind()) {
            case SLACK -> ReceiverKind.SLACK;
            case TEAMS -> ReceiverKind.TEAMS;
            case MATTERMOST -> ReceiverKind.MATTERMOST;
          };
      case Destination.PagerDuty _ -> ReceiverKind.PAGERDUTY;
      case Destination.Alertmanager _ -> ReceiverKind.ALERTMANAGER;
      case Destination.Email _ -> ReceiverKind.MAIL;
    };
  }

  private static Route message(org.onthaal.aggregation.notify.Route route) {
    Route.Builder message =
        Route.newBuilder()
            .setReceiver(route.receiver())
            .addAllRules(route.rules())
            .addAllSeverities(route.severities())
            .setGroupWait(length(route.groupWait()))
            .setDeadLetterTo(route.deadLetterTo().orElse(""));
    for (Dimension dimension : Dimension.values()) {
      var patterns = route.where().patterns().get(dimension);
      if (patterns != null) {
        message.addWhere(
            RouteFilter.newBuilder().setDimension(dimension.word()).addAllValues(patterns));
      }
    }
    route
        .grouping()
        .ifPresent(group -> {
          group.by().forEach(dimension -> message.addGroupBy(dimension.word()));
          message
              .setGroupInterval(length(group.interval()))
              .setRepeatInterval(length(group.repeat()))
              .addAllMuteWindows(group.muteWindows());
        });
    return message.build();
  }

  private static TestReceiverResponse message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(int status, _) ->
          message(TestOutcome.DELIVERED, OptionalInt.of(status), "");
      case Outcome.Retryable(OptionalInt status, String detail, _) ->
          message(TestOutcome.NOT_NOW, status, detail);
      case Outcome.Refused(OptionalInt status, String detail) ->
          message(TestOutcome.REFUSED, status, detail);
      case Outcome.Gone(String detail) -> message(TestOutcome.REFUSED, OptionalInt.empty(), detail);
      case Outcome.Partly(var taken, Outcome others) -> {
        TestReceiverResponse rest = message(others);
        yield rest.toBuilder()
            .setDetail("only " + String.join(", ", taken) + " took it: " + rest.getDetail())
            .build();
      }
    };
  }

  private static TestReceiverResponse message(
      TestOutcome outcome, OptionalInt status, String detail) {
    return TestReceiverResponse.newBuilder()
        .setOutcome(outcome)
        .setStatus(status.orElse(0))
        .setDetail(detail)
        .build();
  }

  private static Duration length(java.time.Duration length) {
    return Durations.fromNanos(length.toNanos());
  }
}
