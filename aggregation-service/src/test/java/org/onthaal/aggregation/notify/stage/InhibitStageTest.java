package org.onthaal.aggregation.notify.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.Transition;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Withheld;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Stream;

class InhibitStageTest {
  private static final UUID WIDE = new UUID(0, 1);
  private static final RuleSet RULES =
      switch (RuleFile.parse(
          """
          rules:
            - {name: all, kind: threshold, below: 50, window: {calendar: day}, by: [service]}
            - {name: kiosks, kind: threshold, below: 50, window: {calendar: day}, by: [service], where: {channel: KIOSK}}
            - {name: here, kind: threshold, below: 50, window: {calendar: day}, where: {service: parking}, by: [service]}
            - {name: channel, kind: threshold, below: 60, window: {calendar: day}, by: [service, channel]}
            - {name: desk, kind: threshold, below: 60, window: {calendar: day}, by: [service, touchpoint]}
            - {name: language, kind: threshold, below: 60, window: {calendar: day}, by: [service, language]}
            - {name: nps, kind: threshold, metric: nps, measure: mean, below: 5, window: {calendar: day}, by: [service, channel]}
            - {name: worse, kind: decline, points: 5, window: {calendar: day}, by: [service, channel]}
            - {name: grave, kind: threshold, below: 30, window: {calendar: day}, by: [service, channel], severity: critical}
            - {name: graver, kind: threshold, below: 20, window: {calendar: day}, by: [service], severity: critical}
            - {name: praised, kind: threshold, above: 90, window: {calendar: day}, by: [service]}
            - {name: unhappy, kind: threshold, measure: dissatisfied, above: 40, window: {calendar: day}, by: [service, channel]}
            - {name: quiet, kind: absence, after: 1h, by: [service]}
            - {name: quieter, kind: absence, after: 9h, by: [service]}
            - {name: unusual, kind: absence, evidence-days: 365, by: [service]}
            - {name: drop, kind: drop, by: [service, channel]}
            - {name: quiet-channel, kind: absence, after: 1h, by: [service, channel]}
          """)) {
        case RuleFile.Valid(RuleSet rules) -> rules;
        case RuleFile.Invalid(var problems) ->
            throw new IllegalStateException("expected no problems: " + problems);
      };

  @ParameterizedTest(name = "{0} at {1}, then {2} at {3}: held back {4}")
  @CsvSource({
    "all, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, true",
    "here, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, true",
    "all, administration=a&service=parking, desk, administration=a&service=parking&touchpoint=d, true",
    "all, administration=a&service=parking, grave, administration=a&service=parking&channel=WEB, false",
    "graver, administration=a&service=parking, grave, administration=a&service=parking&channel=WEB, true",
    "graver, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, true",
    "praised, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, false",
    "all, administration=a&service=parking, unhappy, administration=a&service=parking&channel=WEB, true",
    "praised, administration=a&service=parking, unhappy, administration=a&service=parking&channel=WEB, false",
    "quiet, administration=a&service=parking, grave, administration=a&service=parking&channel=WEB, true",
    "all, administration=a&service=other, channel, administration=a&service=parking&channel=WEB, false",
    "all, administration=a&service=parking, language, administration=a&service=parking&language=fr, false",
    "all, administration=a&service=parking, nps, administration=a&service=parking&channel=WEB, false",
    "all, administration=a&service=parking, worse, administration=a&service=parking&channel=WEB, false",
    "all, administration=a&service=parking, here, administration=a&service=parking, false",
    "kiosks, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, false",
    "channel, administration=a&service=parking&channel=WEB, all, administration=a&service=parking, false",
    "gone, administration=a&service=parking, channel, administration=a&service=parking&channel=WEB, false",
    "quiet, administration=a&service=parking, all, administration=a&service=parking, true",
    "quiet, administration=a&service=parking, nps, administration=a&service=parking&channel=WEB, true",
    "quiet, administration=a&service=parking, quieter, administration=a&service=parking, false",
    "quiet, administration=a&service=parking, quiet-channel, administration=a&service=parking&channel=WEB, true",
    "unusual, administration=a&service=parking, drop, administration=a&service=parking&channel=WEB, true",
    "unusual, administration=a&service=other, drop, administration=a&service=parking&channel=WEB, false",
    "unusual, administration=a&service=parking, quiet, administration=a&service=parking, false",
    "quiet-channel, administration=a&service=parking&channel=WEB, quiet, administration=a&service=parking, false",
  })
  void alertThatSaysTheSameOfMoreHoldsBack(
      String wide, String wideStream, String narrow, String narrowStream, boolean isHeldBack) {
    InhibitStage stage = new InhibitStage(RULES, new Fires(subject(wide, wideStream)));

    UUID asked = new UUID(0, 2);
    Map<UUID, Quiet> quiet =
        stage.quiet(
            new Nowhere(), List.of(new WithheldStore.Firing(asked, subject(narrow, narrowStream))));

    assertThat(quiet)
        .isEqualTo(isHeldBack ? Map.of(asked, new Quiet(Withheld.INHIBITED, WIDE)) : Map.of());
  }

  private static Alert.Subject subject(String rule, String stream) {
    Rule known = RULES.named(rule).orElseGet(() -> RULES.rules().getFirst());
    return new Alert.Subject(rule, known.kind(), known.watch().severity(), Stream.ofKey(stream));
  }

  private record Nowhere() implements AlertTransaction {}

  /// One alert fires, and nothing is kept.
  private record Fires(Alert.Subject subject) implements WithheldStore {
    @Override
    public List<Firing> firing(AlertTransaction transaction, Optional<String> administration) {
      return List.of(new Firing(WIDE, subject));
    }

    @Override
    public void withhold(AlertTransaction transaction, UUID transition, Quiet quiet) {
      throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public void follow(
        AlertTransaction transaction, UUID transition, String receiver, Quiet quiet) {
      throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public List<Transition> heldBack(AlertTransaction transaction, int partition) {
      return List.of();
    }

    @Override
    public void release(AlertTransaction transaction, UUID transition, String receiver) {
      throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public boolean hold(AlertTransaction transaction, Outbox.Leased waited, Quiet quiet) {
      throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public List<Held> held(AlertTransaction transaction, int partition) {
      return List.of();
    }

    @Override
    public void send(AlertTransaction transaction, Held held, Instant now) {
      throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public List<NotTold> of(UUID alert) {
      return List.of();
    }
  }
}
