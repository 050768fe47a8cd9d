package org.onthaal.aggregation.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.file.RouteFile;
import org.onthaal.aggregation.notify.trial.Trial;
import org.onthaal.v1.ListReceiversResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ReceiverKind;
import org.onthaal.v1.TestOutcome;
import org.onthaal.v1.TestReceiverRequest;
import org.onthaal.v1.TestReceiverResponse;

class ReceiverDeskTest {
  private static final String SECRET = "whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==";
  private static final String ROUTES =
      """
      receivers:
        - name: team
          language: nl
          webhook: {url: "https://hooks.example.org/team", secret: %s}
        - name: room
          slack: {url: "https://hooks.slack.example/services/T0/B0/hush-hush"}
      meta-receiver: room
      mute-windows:
        - {name: night, zone: Europe/Brussels, times: ["22:00-24:00"]}
      routes:
        - receiver: team
          matchers:
            administration: "stib*"
            channel: [KIOSK, PHONE]
            rule: csat-*
            severity: critical
          group-by: [administration]
          group-interval: 10m
          mute: [night]
        - {receiver: room}
      """
          .formatted(SECRET);

  private final List<String> tried = new ArrayList<>();
  private Outcome outcome = new Outcome.Delivered(204);
  private final ReceiverDesk desk =
      new ReceiverDesk(
          () -> table(),
          new Trial(
              (to, _, _) -> {
                tried.add(to.name());
                return outcome;
              },
              UUID::randomUUID),
          () -> Instant.EPOCH);

  @Test
  void receiversAndRoutesAreShownWithoutSecrets() {
    ListReceiversResponse shown = desk.list();

    assertThat(shown.toString()).doesNotContain(SECRET, "hush-hush");
    assertThat(shown.getReceivers(0).getKind()).isEqualTo(ReceiverKind.WEBHOOK);
    assertThat(shown.getReceivers(0).getLanguage()).isEqualTo("nl");
    assertThat(shown.getReceivers(0).getMeta()).isFalse();
    assertThat(shown.getReceivers(1).getKind()).isEqualTo(ReceiverKind.SLACK);
    assertThat(shown.getReceivers(1).getEndpoint()).startsWith("hooks.slack.example#");
    assertThat(shown.getReceivers(1).getMeta()).isTrue();
    var route = shown.getRoutes(0);
    assertThat(route.getWhereList())
        .extracting(filter -> filter.getDimension() + filter.getValuesList())
        .containsExactly("administration[stib*]", "channel[KIOSK, PHONE]");
    assertThat(route.getRulesList()).containsExactly("csat-*");
    assertThat(route.getSeveritiesList()).containsExactly("critical");
    assertThat(route.getGroupByList()).containsExactly("administration");
    assertThat(route.getGroupInterval().getSeconds()).isEqualTo(Duration.ofMinutes(10).toSeconds());
    assertThat(route.getMuteWindowsList()).containsExactly("night");
    assertThat(shown.getRoutes(1).hasGroupInterval()).isFalse();
  }

  @Test
  void whatATryComesToIsTold() {
    assertThat(tested()).isEqualTo(told(TestOutcome.DELIVERED, 204, ""));
    outcome = new Outcome.Retryable(OptionalInt.of(503), "busy", Optional.empty());
    assertThat(tested()).isEqualTo(told(TestOutcome.NOT_NOW, 503, "busy"));
    outcome = new Outcome.Refused(OptionalInt.empty(), "no public address");
    assertThat(tested()).isEqualTo(told(TestOutcome.REFUSED, 0, "no public address"));
    outcome = new Outcome.Gone("gone");
    assertThat(tested()).isEqualTo(told(TestOutcome.REFUSED, 0, "gone"));
    outcome =
        new Outcome.Partly(
            Set.of("a@example.org"), new Outcome.Refused(OptionalInt.of(550), "no such mailbox"));
    assertThat(tested())
        .isEqualTo(told(TestOutcome.REFUSED, 550, "only a@example.org took it: no such mailbox"));
    assertThat(tried).containsOnly("team");
  }

  @Test
  void everythingWrongIsSaidAtOnceAndNobodyTried() {
    Answer<TestReceiverResponse> answer =
        desk.test(TestReceiverRequest.newBuilder().setReceiver("teem").build());

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              Problem problem = refused.problem();
              assertThat(problem.getViolationsList())
                  .extracting(violation -> violation.getField() + " " + violation.getReason())
                  .containsExactly("by " + Reason.MISSING, "receiver " + Reason.NOT_FOUND);
              assertThat(problem.getViolations(1).getExpected()).isEqualTo("one of team, room");
            });
    assertThat(tried).isEmpty();
  }

  private TestReceiverResponse tested() {
    return switch (desk.test(
        TestReceiverRequest.newBuilder().setReceiver("team").setBy("Anna").build())) {
      case Answer.Given<TestReceiverResponse>(TestReceiverResponse response) -> response;
      case Answer.Refused<TestReceiverResponse>(Problem problem) ->
          throw new AssertionError("refused: " + problem);
    };
  }

  private static TestReceiverResponse told(TestOutcome outcome, int status, String detail) {
    return TestReceiverResponse.newBuilder()
        .setOutcome(outcome)
        .setStatus(status)
        .setDetail(detail)
        .build();
  }

  private static RouteTable table() {
    return switch (RouteFile.parse(ROUTES, _ -> "")) {
      case RouteFile.Valid(RouteTable table) -> table;
      case RouteFile.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
