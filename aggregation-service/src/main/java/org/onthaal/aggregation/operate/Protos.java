package org.onthaal.aggregation.operate;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.drop.DetectionPlan;
import org.onthaal.aggregation.evaluate.Backtest;
import org.onthaal.aggregation.evaluate.absence.AbsenceOutlook;
import org.onthaal.aggregation.evaluate.budget.DropOutlook;
import org.onthaal.v1.Alert;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.BacktestRow;
import org.onthaal.v1.Channel;
import org.onthaal.v1.DropPlan;
import org.onthaal.v1.KioskEvidence;
import org.onthaal.v1.KioskTrouble;
import org.onthaal.v1.RuleKind;
import org.onthaal.v1.Stream;

/// Alerts and rows as the contract writes them.
final class Protos {
  private Protos() {}

  static Alert alert(org.onthaal.aggregation.alert.Alert alert) {
    Alert.Builder message =
        Alert.newBuilder()
            .setId(alert.id().toString())
            .setRule(alert.subject().rule())
            .setKind(RuleKind.valueOf(alert.subject().kind().name()))
            .setStream(stream(alert.subject().stream()))
            .setState(AlertState.valueOf(alert.state().name()))
            .setSeverity(alert.subject().severity().name().toLowerCase(Locale.ROOT))
            .setPendingAt(timestamp(alert.life().pendingAt()))
            .setEvidence(evidence(alert.finding().evidence()))
            .setBecause(alert.finding().because());
    alert.life().firedAt().ifPresent(at -> message.setFiredAt(timestamp(at)));
    alert.life().resolvedAt().ifPresent(at -> message.setResolvedAt(timestamp(at)));
    return message.build();
  }

  static BacktestRow row(Backtest.Row row) {
    return BacktestRow.newBuilder()
        .setRule(row.rule().name())
        .setStream(stream(row.stream()))
        .setEvidence(evidence(row.evaluation().evidence()))
        .build();
  }

  static org.onthaal.v1.DropOutlook outlook(DropOutlook outlook) {
    org.onthaal.v1.DropOutlook.Builder message =
        org.onthaal.v1.DropOutlook.newBuilder()
            .setRule(outlook.rule().name())
            .setStream(stream(outlook.stream()))
            .setFalseAlarmsPer30Days(outlook.falseAlarmsPer30Days());
    for (DropOutlook.Planned planned : outlook.plans()) {
      DropPlan.Builder plan = DropPlan.newBuilder().setPoints(100 * planned.drop());
      if (planned.plan() instanceof DetectionPlan.Provable provable) {
        plan.setRatings(provable.ratings()).setDays(provable.days());
      }
      message.addPlans(plan);
    }
    return message.build();
  }

  static org.onthaal.v1.AbsenceOutlook outlook(AbsenceOutlook outlook) {
    org.onthaal.v1.AbsenceOutlook.Builder message =
        org.onthaal.v1.AbsenceOutlook.newBuilder()
            .setRule(outlook.rule().name())
            .setStream(stream(outlook.stream()))
            .setFalseAlarmsPer30Days(outlook.falseAlarmsPer30Days());
    outlook.plan().ifPresent(plan -> message.setRatings(plan.ratings()).setHours(plan.hours()));
    return message.build();
  }

  static Stream stream(org.onthaal.aggregation.rule.Stream stream) {
    Stream.Builder message = Stream.newBuilder();
    stream
        .values()
        .forEach((dimension, value) -> {
          var _ =
              switch (dimension) {
                case ADMINISTRATION -> message.setAdministration(value);
                case SERVICE -> message.setService(value);
                case CHANNEL -> message.setChannel(Channel.valueOf(value));
                case TOUCHPOINT -> message.setTouchpoint(value);
                case LANGUAGE -> message.setLanguage(value);
                case QUESTION -> message.setQuestion(value);
              };
        });
    return message.build();
  }

  private static KioskEvidence kiosk(KioskSeen kiosk) {
    KioskEvidence.Builder message =
        KioskEvidence.newBuilder()
            .setName(kiosk.name())
            .setTrouble(
                switch (kiosk.trouble()) {
                  case SILENT -> KioskTrouble.SILENT;
                  case NO_ROOM -> KioskTrouble.NO_ROOM;
                  case NO_TOUCHPOINT -> KioskTrouble.NO_TOUCHPOINT;
                  case PRESSES_WAIT -> KioskTrouble.PRESSES_WAIT;
                  case NONE -> KioskTrouble.KIOSK_TROUBLE_UNSPECIFIED;
                })
            .setWaiting(count(kiosk.waiting()))
            .setOthers(count(kiosk.others()));
    kiosk.heardAt().ifPresent(at -> message.setHeardAt(timestamp(at)));
    return message.build();
  }

  static org.onthaal.v1.Evidence evidence(Evidence evidence) {
    ZoneId zone = evidence.window().zone();
    org.onthaal.v1.Evidence.Builder message =
        org.onthaal.v1.Evidence.newBuilder()
            .setWindowStart(rfc3339(evidence.window().start(), zone))
            .setN(count(evidence.n()));
    evidence.window().end().ifPresent(end -> message.setWindowEnd(rfc3339(end, zone)));
    evidence
        .figure()
        .ifPresent(figure -> {
          message.setValue(figure.value());
          figure.low().ifPresent(message::setLow);
          figure.high().ifPresent(message::setHigh);
        });
    evidence
        .previous()
        .ifPresent(previous -> {
          message.setPreviousN(count(previous.n()));
          previous.value().ifPresent(message::setPreviousValue);
          previous.points().ifPresent(message::setPoints);
          previous.z().ifPresent(message::setZ);
        });
    evidence.evidenceDays().ifPresent(message::setEvidenceDays);
    evidence.expected().ifPresent(message::setExpectedRatings);
    evidence.kiosk().ifPresent(kiosk -> message.setKiosk(kiosk(kiosk)));
    evidence.lastRatedAt().ifPresent(at -> message.setLastRatedAt(timestamp(at)));
    return message.build();
  }

  static String rfc3339(Instant instant, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
  }

  /// As `uint32`, which has no sign.
  static int count(long number) {
    if (number >>> Integer.SIZE != 0) {
      throw new IllegalStateException(number + " answers (expected: 0 to 4294967295)");
    }
    return (int) number;
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
