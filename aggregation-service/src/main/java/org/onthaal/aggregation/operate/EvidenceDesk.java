package org.onthaal.aggregation.operate;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.Decision;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Reference;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.evaluate.DropRecord;
import org.onthaal.aggregation.evaluate.absence.AbsenceRecord;
import org.onthaal.aggregation.evaluate.absence.UsualVolume;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.v1.AbsenceSlot;
import org.onthaal.v1.AlertDecision;
import org.onthaal.v1.DropBaseline;
import org.onthaal.v1.DropSlot;
import org.onthaal.v1.GetAlertEvidenceRequest;
import org.onthaal.v1.GetAlertEvidenceResponse;

/// What alerts were decided on, for both doors. Safe for any thread.
public final class EvidenceDesk {
  private final AlertStore alerts;
  private final DropRecord.Source records;
  private final AbsenceRecord.Source absences;
  private final Shown shown;
  private final Admitted admitted;

  public EvidenceDesk(
      AlertStore alerts,
      DropRecord.Source records,
      AbsenceRecord.Source absences,
      Shown shown,
      Admission admission) {
    this.alerts = alerts;
    this.records = records;
    this.absences = absences;
    this.shown = shown;
    this.admitted = new Admitted(admission);
  }

  Answer<GetAlertEvidenceResponse> get(GetAlertEvidenceRequest request) {
    Violations violations = new Violations();
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    return admitted.answer(() -> read(id.orElseThrow()));
  }

  private Answer<GetAlertEvidenceResponse> read(UUID id) {
    return alerts.list(List.of(id)).stream()
        .findFirst()
        .<Answer<GetAlertEvidenceResponse>>map(alert -> new Answer.Given<>(response(alert)))
        .orElseGet(ActionDesk::unknown);
  }

  private GetAlertEvidenceResponse response(Alert alert) {
    GetAlertEvidenceResponse.Builder response =
        GetAlertEvidenceResponse.newBuilder().setAlert(shown.messages(List.of(alert)).getFirst());
    alerts.decisions(alert.id()).forEach(one -> response.addDecisions(decision(one)));
    if (alert.subject().kind() == RuleKind.DROP) {
      DropRecord found = records.of(alert);
      found.baseline().ifPresent(baseline -> response.setBaseline(baseline(baseline)));
      found.slots().forEach(slot -> response.addSlots(slot(slot)));
    }
    if (alert.subject().kind() == RuleKind.ABSENCE) {
      AbsenceRecord found = absences.of(alert);
      found.usual().ifPresent(usual -> response.setVolume(volume(usual)));
      found.slots().forEach(slot -> response.addAbsenceSlots(slot(slot)));
    }
    return response.build();
  }

  private static AlertDecision decision(Decision decision) {
    Decision.Basis basis = decision.basis();
    ZoneId zone = basis.window().zone();
    AlertDecision.Builder message =
        AlertDecision.newBuilder()
            .setKind(ActionProtos.kind(decision.transition().kind()))
            .setAt(Protos.timestamp(decision.transition().at()))
            .setRule(decision.rule())
            .setWindowStart(Protos.rfc3339(basis.window().start(), zone));
    basis.window().end().ifPresent(end -> message.setWindowEnd(Protos.rfc3339(end, zone)));
    basis
        .counts()
        .ifPresent(counts -> {
          message.addAllCounts(counts(counts.now()));
          counts.before().ifPresent(before -> message.addAllPreviousCounts(counts(before)));
        });
    basis.lastRatedAt().ifPresent(at -> message.setLastRatedAt(Protos.timestamp(at)));
    return message.build();
  }

  private static org.onthaal.v1.UsualVolume volume(UsualVolume usual) {
    return org.onthaal.v1.UsualVolume.newBuilder()
        .setZone(usual.zone().getId())
        .setFirstDay(usual.period().firstDay().toString())
        .setLastDay(usual.period().lastDay().toString())
        .setRatingsPerDay(usual.volume().ratingsPerDay())
        .addAllWeekdayFactors(usual.volume().factors().byWeekday())
        .addAllHourFactors(usual.volume().factors().byHour())
        .setOverdispersion(usual.volume().overdispersion())
        .build();
  }

  private static AbsenceSlot slot(AbsenceRecord.Judged judged) {
    return AbsenceSlot.newBuilder()
        .setStart(Protos.timestamp(judged.start()))
        .setOpenDays(judged.openDays())
        .setRatings(Protos.count(judged.ratings()))
        .setExpected(judged.expected())
        .setExpectedSinceLast(judged.after().expectedSinceLast())
        .setNeeded(judged.needed())
        .build();
  }

  private static DropBaseline baseline(SeasonalBaseline baseline) {
    return DropBaseline.newBuilder()
        .setPoints(baseline.points().name())
        .setZone(baseline.zone().getId())
        .setFirstDay(baseline.period().firstDay().toString())
        .setLastDay(baseline.period().lastDay().toString())
        .addAllHistogram(counts(baseline.histogram()))
        .setMean(baseline.mean())
        .setVariance(baseline.variance())
        .setOverdispersion(baseline.overdispersion())
        .setMargin(baseline.margin())
        .addAllWeekdayEffects(baseline.effects().byWeekday())
        .addAllHourEffects(baseline.effects().byHour())
        .build();
  }

  private static DropSlot slot(DropRecord.Judged judged) {
    DropSlot.Builder message = DropSlot.newBuilder();
    judged.against().ifPresent(against -> addTo(message, against));
    return message
        .setStart(Protos.timestamp(judged.start()))
        .setOpenDays(judged.openDays())
        .setReference(judged.reference())
        .addAllCounts(counts(judged.counts()))
        .setEvidenceDays(judged.evidenceDays())
        .addAllEvidence(judged.bets().evidence())
        .addAllRecovery(judged.bets().recovery())
        .build();
  }

  private static void addTo(DropSlot.Builder message, DropRecord.Against against) {
    Reference reference = against.reference();
    message
        .addAllWorth(worth(reference.points()))
        .setVariance(reference.variance())
        .setOverdispersion(reference.overdispersion())
        .addAllStakes(reference.stakesOnDrop());
    against
        .drop()
        .ifPresent(drop ->
            message
                .setDrop(drop)
                .setRecoveryReference(reference.stillDown(drop))
                .addAllRecoveryStakes(reference.stakesOnRecovery(drop)));
  }

  private static List<Double> worth(Points points) {
    return IntStream.rangeClosed(0, Tally.SCORE_MAX)
        .mapToObj(score -> points.metric().accepts(score) ? points.of(score) : 0)
        .toList();
  }

  private static List<Integer> counts(Tally tally) {
    return IntStream.rangeClosed(0, Tally.SCORE_MAX)
        .mapToObj(score -> Protos.count(tally.count(score)))
        .toList();
  }
}
