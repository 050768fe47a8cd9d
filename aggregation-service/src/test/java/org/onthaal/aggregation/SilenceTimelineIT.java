package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Timestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AlertEvent;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.CreateSilenceResponse;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ExpireSilenceResponse;
import org.onthaal.v1.ListSilencesRequest;
import org.onthaal.v1.ListSilencesResponse;
import org.onthaal.v1.NotTold;
import org.onthaal.v1.SilenceMatchers;

/// What is held back by silences and by other alerts, and told afterwards.
class SilenceTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String ID = "0d5ab4b0-3a3f-4f9e-8c77-1f0d4a4c2b11";
  private static final String LOW =
      """
      rules:
        - {name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by: [service]}
      """;
  private static final String BOTH =
      """
      rules:
        - {name: channel-low, kind: threshold, below: 50, resolve-at: 99, window: {sliding: 30m}, minimum-n: 20, by: [service, channel]}
        - {name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by: [service]}
      """;

  @TempDir Path folder;

  @Test
  void silencedAlertIsToldWhenTheSilenceEndsAndItStillFires() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes());
      silence(timeline, request(timeline, Duration.ofHours(2)));
      timeline.ratings(40, 1).later(Duration.ofMinutes(1));
      timeline.stop();
      timeline.start(LOW, team.routes()).later(Duration.ofMinutes(1));
      Operator operator = new Operator(timeline);
      AlertEvent held = operator.heldBack(operator.alert("low")).orElseThrow();

      assertThat(timeline.transitions()).containsExactly("FIRED");
      assertThat(team.heard()).isEmpty();
      assertThat(held.getNotToldList())
          .containsExactly(NotTold.newBuilder().setReason("SILENCED").setCause(ID).build());
      ExpireSilenceResponse expired =
          Operator.ask(observer ->
              timeline
                  .alerting()
                  .silences()
                  .expireSilence(
                      ExpireSilenceRequest.newBuilder().setId(ID).setAuthor("Bram").build(),
                      observer));
      timeline.later(Duration.ofSeconds(1)).ratings(200, 5);
      team.hears(2);
      assertThat(expired.getSilence().getEndedBy()).isEqualTo("Bram");
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.resolved low");
    }
  }

  @Test
  void silencedAlertThatIsOverIsNeverTold() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes());
      silence(timeline, request(timeline, Duration.ofMinutes(20)));

      timeline.ratings(40, 1).ratings(200, 5).later(Duration.ofHours(1));

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      assertThat(team.heard()).isEmpty();
    }
  }

  @Test
  void endIsToldToWhoeverWasToldThoughASilenceBegan() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes()).ratings(40, 1);
      silence(timeline, request(timeline, Duration.ofHours(2)));

      timeline.ratings(200, 5);

      team.hears(2);
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.resolved low");
    }
  }

  @Test
  void silenceThatEndsWithItsAlertsLetsTheNextOneBeTold() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, team.routes());
      silence(
          timeline,
          request(timeline, Duration.ofDays(300)).toBuilder().setEndWhenResolved(true).build());

      timeline.ratings(40, 1).ratings(200, 5).later(Duration.ofHours(1));
      ListSilencesResponse open =
          Operator.ask(observer ->
              timeline
                  .alerting()
                  .silences()
                  .listSilences(ListSilencesRequest.getDefaultInstance(), observer));
      timeline.ratings(40, 1);

      assertThat(open.getSilencesList()).isEmpty();
      team.hears(1);
      assertThat(team.heard()).containsExactly("alert.firing low");
    }
  }

  @Test
  void alertOfAServiceHoldsBackThoseOfItsChannelsUntilItIsOver() throws Exception {
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(BOTH, team.routes()).ratings(40, 1);
      team.hears(1);
      Operator operator = new Operator(timeline);
      AlertEvent held = operator.heldBack(operator.alert("channel-low")).orElseThrow();

      assertThat(timeline.transitions()).containsExactly("FIRED", "FIRED");
      assertThat(team.heard()).containsExactly("alert.firing low");
      assertThat(held.getNotToldList())
          .containsExactly(
              NotTold.newBuilder().setReason("INHIBITED").setCause(operator.alert("low")).build());
      timeline.ratings(60, 5);
      team.hears(3);
      assertThat(team.heard())
          .containsExactlyInAnyOrder(
              "alert.firing low", "alert.resolved low", "alert.firing channel-low");
    }
  }

  @Test
  void absenceHoldsBackTheOtherAlertsOfItsStream() throws Exception {
    String rules =
        LOW.replace("by:", "for: 5m, by:")
            + "  - {name: quiet, kind: absence, after: 1m, by: [service]}\n";
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(rules, team.routes()).ratings(40, 1).later(Duration.ofMinutes(2));
      timeline.later(Duration.ofMinutes(4));
      team.hears(1);

      assertThat(timeline.transitions()).containsExactly("PENDING", "FIRED", "FIRED");
      assertThat(team.heard()).containsExactly("alert.firing quiet");
      timeline.ratings(1, 1);
      team.hears(3);
      assertThat(team.heard())
          .containsExactlyInAnyOrder(
              "alert.firing quiet", "alert.resolved quiet", "alert.firing low");
    }
  }

  @Test
  void silencedDaysTeachNothing() throws Exception {
    Instant start = Instant.parse("2026-01-05T08:00:00Z");
    try (Team team = new Team();
        Timeline timeline = new Timeline(getClass(), folder, start)) {
      timeline.start("rules: [{name: drop, kind: drop, by: [service]}]", team.routes());
      for (int day = 0; day < 40; day++) {
        Instant open = start.plus(Duration.ofDays(day));
        if (day == 14) {
          timeline.pass(Duration.between(timeline.now(), open.minus(Duration.ofHours(1))));
          silence(timeline, request(timeline, Duration.ofDays(4)));
        }
        timeline.pass(Duration.between(timeline.now(), open));
        boolean isMaintenance = day >= 14 && day < 18;
        timeline.ratings(32, isMaintenance ? 1 : 5).ratings(8, 1);
      }
      timeline.later(Duration.ofHours(3));

      List<Double> means =
          timeline
              .database()
              .withHandle(handle ->
                  handle
                      .createQuery("SELECT mean FROM drop_baseline ORDER BY learnt_at")
                      .mapTo(Double.class)
                      .list());
      assertThat(means).isNotEmpty();
      assertThat(means.getFirst()).isEqualTo(0.8, within(1e-9));
    }
  }

  private static void silence(Timeline timeline, CreateSilenceRequest request) {
    CreateSilenceResponse created =
        Operator.ask(observer -> timeline.alerting().silences().createSilence(request, observer));
    assertThat(created.getSilence().getAuthor()).isEqualTo("Anna");
  }

  private static CreateSilenceRequest request(Timeline timeline, Duration length) {
    Instant end = timeline.now().plus(length);
    return CreateSilenceRequest.newBuilder()
        .setId(ID)
        .setMatchers(SilenceMatchers.newBuilder().addServices("parking-*"))
        .setEndsAt(Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano()))
        .setAuthor("Anna")
        .setComment("new ticket machine")
        .build();
  }
}
