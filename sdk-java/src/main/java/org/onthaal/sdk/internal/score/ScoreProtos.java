package org.onthaal.sdk.internal.score;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.onthaal.sdk.Estimate;
import org.onthaal.sdk.Metric;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;
import org.onthaal.sdk.ScoreQuery.Dimension;
import org.onthaal.sdk.ScoreRow;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Every;
import org.onthaal.v1.GetScoresResponse;

/** Translates queries and figures between the SDK's own types and those of the contract. */
final class ScoreProtos {
  private ScoreProtos() {}

  static org.onthaal.v1.ScoreQuery query(ScoreQuery query) {
    org.onthaal.v1.ScoreQuery.Builder message =
        org.onthaal.v1.ScoreQuery.newBuilder()
            .setFrom(query.from())
            .setTo(query.to())
            .setEvery(Every.valueOf("EVERY_" + query.every()))
            .addAllAdministrations(query.only(Dimension.ADMINISTRATION))
            .addAllServices(query.only(Dimension.SERVICE))
            .addAllTouchpoints(query.only(Dimension.TOUCHPOINT))
            .addAllLanguages(query.only(Dimension.LANGUAGE))
            .addAllQuestions(query.only(Dimension.QUESTION));
    query.zone().ifPresent(zone -> message.setZone(zone.getId()));
    query.only(Dimension.CHANNEL).forEach(name -> message.addChannels(Channel.valueOf(name)));
    query.by().forEach(each -> message.addBy(org.onthaal.v1.Dimension.valueOf("BY_" + each)));
    return message.build();
  }

  static ScoreAnswer.Found found(GetScoresResponse response) {
    Instant asOf =
        Instant.ofEpochSecond(
            response.getAsOf().getAt().getSeconds(), response.getAsOf().getAt().getNanos());
    return new ScoreAnswer.Found(
        response.getRowsList().stream()
            .filter(row -> isKnown(row.getMetric()))
            .map(ScoreProtos::row)
            .toList(),
        asOf);
  }

  /** What a later version measures is not mistaken for something else. */
  private static boolean isKnown(org.onthaal.v1.Metric metric) {
    return metric != org.onthaal.v1.Metric.UNRECOGNIZED
        && metric != org.onthaal.v1.Metric.METRIC_UNSPECIFIED;
  }

  private static ScoreRow row(org.onthaal.v1.ScoreRow row) {
    return new ScoreRow(
        group(row),
        OffsetDateTime.parse(row.getStart()),
        Metric.valueOf(row.getMetric().name()),
        Integer.toUnsignedLong(row.getN()),
        row.getCountsList().stream().map(Integer::toUnsignedLong).toList(),
        Integer.toUnsignedLong(row.getDontKnow()),
        row.hasCsat()
            ? Optional.of(estimate(row.getCsat(), row.getCsatLow(), row.getCsatHigh()))
            : Optional.empty(),
        mean(row),
        row.hasNps()
            ? Optional.of(estimate(row.getNps(), row.getNpsLow(), row.getNpsHigh()))
            : Optional.empty(),
        row.hasEasy()
            ? Optional.of(estimate(row.getEasy(), row.getEasyLow(), row.getEasyHigh()))
            : Optional.empty(),
        change(row),
        row.getSuppressed());
  }

  private static Map<Dimension, String> group(org.onthaal.v1.ScoreRow row) {
    Map<Dimension, String> group = new EnumMap<>(Dimension.class);
    if (row.hasAdministration()) {
      group.put(Dimension.ADMINISTRATION, row.getAdministration());
    }
    if (row.hasService()) {
      group.put(Dimension.SERVICE, row.getService());
    }
    if (row.hasChannel()) {
      group.put(Dimension.CHANNEL, row.getChannel().name());
    }
    if (row.hasTouchpoint()) {
      group.put(Dimension.TOUCHPOINT, row.getTouchpoint());
    }
    if (row.hasLanguage()) {
      group.put(Dimension.LANGUAGE, row.getLanguage());
    }
    if (row.hasQuestion()) {
      group.put(Dimension.QUESTION, row.getQuestion());
    }
    return group;
  }

  private static Estimate estimate(double value, double low, double high) {
    return new Estimate(value, Optional.of(new Estimate.Interval(low, high)));
  }

  private static Optional<Estimate> mean(org.onthaal.v1.ScoreRow row) {
    if (!row.hasMean()) {
      return Optional.empty();
    }
    return Optional.of(
        row.hasMeanLow()
            ? estimate(row.getMean(), row.getMeanLow(), row.getMeanHigh())
            : new Estimate(row.getMean(), Optional.empty()));
  }

  private static Optional<ScoreRow.Change> change(org.onthaal.v1.ScoreRow row) {
    if (!row.hasDifference() || !row.hasPreviousCsat()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScoreRow.Change(
            Integer.toUnsignedLong(row.getPreviousN()),
            row.getPreviousCsat(),
            estimate(row.getDifference(), row.getDifferenceLow(), row.getDifferenceHigh())));
  }
}
