package org.onthaal.aggregation.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Estimate;
import org.onthaal.aggregation.measure.Measures;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.v1.Administration;
import org.onthaal.v1.AsOf;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.Service;

/// Figures as the contract's messages.
final class Protos {
  private Protos() {}

  /// As JSON, with every field that has no presence.
  static String json(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has JSON", e);
    }
  }

  /// What is kept of an administration; the rest of the catalogue is the other service's.
  static Administration administration(AdministrationFacts facts) {
    return Administration.newBuilder()
        .setCode(facts.code())
        .setZone(facts.zone().getId())
        .putAllNames(facts.names())
        .addAllServices(facts.services().stream().map(Protos::service).toList())
        .build();
  }

  private static Service service(AdministrationFacts.Service facts) {
    Service.Builder service = Service.newBuilder().setCode(facts.code()).putAllNames(facts.names());
    facts
        .touchpoints()
        .forEach(each ->
            service
                .addTouchpointsBuilder()
                .setKey(each.key())
                .putAllNames(each.names())
                .setRetired(each.retired()));
    facts
        .openingHours()
        .forEach(each ->
            service
                .addOpeningHoursBuilder()
                .setWeekday(each.weekday())
                .setOpens(each.opens().toString())
                .setCloses(each.closes().map(LocalTime::toString).orElse("24:00")));
    return service.build();
  }

  static Optional<Dimension> dimension(org.onthaal.v1.Dimension dimension) {
    return switch (dimension) {
      case BY_ADMINISTRATION -> Optional.of(Dimension.ADMINISTRATION);
      case BY_SERVICE -> Optional.of(Dimension.SERVICE);
      case BY_CHANNEL -> Optional.of(Dimension.CHANNEL);
      case BY_TOUCHPOINT -> Optional.of(Dimension.TOUCHPOINT);
      case BY_LANGUAGE -> Optional.of(Dimension.LANGUAGE);
      case BY_QUESTION -> Optional.of(Dimension.QUESTION);
      case DIMENSION_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  /// @param previous the same group one period earlier; absent where that cannot be answered
  static ScoreRow row(WindowTally window, ZoneId zone, Optional<Tally> previous) {
    Tally tally = window.tally();
    ScoreRow.Builder row =
        place(window, zone).setN(count(tally.n())).setDontKnow(count(tally.dontKnow()));
    tally.counts(window.metric()).forEach(count -> row.addCounts(count(count)));
    setShares(row, window.metric(), tally);
    OptionalDouble mean = Measures.mean(tally);
    if (mean.isPresent()) {
      row.setMean(mean.getAsDouble());
    }
    Measures.meanInterval(tally)
        .ifPresent(interval -> row.setMeanLow(interval.low()).setMeanHigh(interval.high()));
    previous.ifPresent(before -> setPrevious(row, window, before));
    return row.build();
  }

  /// A row that is hidden: which one it is, and no more.
  static ScoreRow suppressed(WindowTally window, ZoneId zone) {
    return place(window, zone).setSuppressed(true).build();
  }

  private static ScoreRow.Builder place(WindowTally window, ZoneId zone) {
    ScoreRow.Builder row =
        ScoreRow.newBuilder()
            .setStart(time(window.start(), zone))
            .setMetric(Metric.valueOf(window.metric().name()));
    setKeys(row, window.group());
    return row;
  }

  /// Each metric has one of them, or none.
  private static void setShares(
      ScoreRow.Builder row, org.onthaal.aggregation.measure.Metric metric, Tally tally) {
    Measures.csat(metric, tally)
        .ifPresent(
            csat -> row.setCsat(csat.value()).setCsatLow(csat.low()).setCsatHigh(csat.high()));
    Measures.nps(metric, tally)
        .ifPresent(nps -> row.setNps(nps.value()).setNpsLow(nps.low()).setNpsHigh(nps.high()));
    Measures.easy(metric, tally)
        .ifPresent(
            easy -> row.setEasy(easy.value()).setEasyLow(easy.low()).setEasyHigh(easy.high()));
  }

  private static void setPrevious(ScoreRow.Builder row, WindowTally window, Tally before) {
    row.setPreviousN(count(before.n()));
    Optional<Estimate> csat = Measures.csat(window.metric(), before);
    csat.ifPresent(value -> row.setPreviousCsat(value.value()));
    Measures.difference(window.metric(), window.tally(), before)
        .ifPresent(difference ->
            row.setDifference(difference.value())
                .setDifferenceLow(difference.low())
                .setDifferenceHigh(difference.high()));
  }

  /// As `uint32`, which has no sign.
  static int count(long number) {
    if (number >>> Integer.SIZE != 0) {
      throw new IllegalStateException(number + " answers (expected: 0 to 4294967295)");
    }
    return (int) number;
  }

  private static void setKeys(ScoreRow.Builder row, Map<Dimension, String> group) {
    group.forEach((dimension, code) -> {
      switch (dimension) {
        case ADMINISTRATION -> row.setAdministration(code);
        case SERVICE -> row.setService(code);
        case CHANNEL -> row.setChannel(Channel.valueOf(code));
        case TOUCHPOINT -> row.setTouchpoint(code);
        case LANGUAGE -> row.setLanguage(code);
        case QUESTION -> row.setQuestion(code);
      }
    });
  }

  static AsOf asOf(org.onthaal.aggregation.fold.AsOf asOf) {
    AsOf.Builder proto = AsOf.newBuilder();
    asOf.at().ifPresent(at -> proto.setAt(timestamp(at)));
    asOf.offsets().forEach((partition, offset) -> proto.addOffsets(partition + ":" + offset));
    return proto.build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static String time(Instant time, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
  }
}
