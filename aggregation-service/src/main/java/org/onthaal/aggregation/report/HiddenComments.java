package org.onthaal.aggregation.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.v1.Comment;

/// Which comments too few people are behind to be told.
///
/// A comment tells with itself where, by which channel, in which language and with which score it
/// was given, and somebody who narrows filters learns the same of it. So what counts is not how
/// many ratings the filters choose, but how many share all of that in the comment's month. Months
/// are those of one zone, whatever is asked, and are told instead of times: no two questions differ
/// by fewer ratings than must be behind a comment.
final class HiddenComments {
  private final Suppression suppression;
  private final ZoneId zone;
  private final Map<Cell, Tally> counted = new HashMap<>();

  /// What comments of one kind have in common.
  private record Cell(YearMonth month, Map<Dimension, String> group, Metric metric) {}

  HiddenComments(Suppression suppression, ZoneId zone) {
    this.suppression = suppression;
    this.zone = zone;
  }

  /// The question that must be answered before these can be told.
  ///
  /// @param comments at least one
  TallyQuery needed(List<Comment> comments, TallyQuery chosen) {
    List<Instant> times = comments.stream().map(HiddenComments::time).sorted().toList();
    Windows months = Windows.of(start(times.getFirst()), end(times.getLast()), zone, Every.MONTH);
    EnumSet<Dimension> all = EnumSet.allOf(Dimension.class);
    return new TallyQuery(months, all, chosen.filters(), true, false);
  }

  void count(List<WindowTally> windows) {
    windows.forEach(window ->
        counted.put(
            new Cell(month(window.start()), window.group(), window.metric()), window.tally()));
  }

  boolean tells(Comment comment) {
    Map<Dimension, String> group =
        Map.of(
            Dimension.ADMINISTRATION, comment.getAdministration(),
            Dimension.SERVICE, comment.getService(),
            Dimension.CHANNEL, comment.getChannel().name(),
            Dimension.TOUCHPOINT, comment.getTouchpoint(),
            Dimension.LANGUAGE, comment.getLanguage(),
            Dimension.QUESTION, comment.getQuestion());
    Metric metric = Metric.valueOf(comment.getMetric().name());
    Tally tally = counted.getOrDefault(new Cell(month(time(comment)), group, metric), Tally.EMPTY);
    long ratings = comment.hasScore() ? tally.count(comment.getScore()) : tally.dontKnow();
    return ratings >= suppression.nMin();
  }

  /// The comment with its month for a time.
  Comment inMonth(Comment comment) {
    return comment.toBuilder().clearRatedAt().setMonth(month(time(comment)).toString()).build();
  }

  /// The beginning of the month that a time lies in.
  Instant start(Instant time) {
    return month(time).atDay(1).atStartOfDay(zone).toInstant();
  }

  /// The end of the month that a time lies in.
  Instant end(Instant time) {
    return month(time).plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
  }

  private YearMonth month(Instant time) {
    return YearMonth.from(time.atZone(zone));
  }

  private static Instant time(Comment comment) {
    return Instant.ofEpochSecond(
        comment.getRatedAt().getSeconds(), comment.getRatedAt().getNanos());
  }
}
