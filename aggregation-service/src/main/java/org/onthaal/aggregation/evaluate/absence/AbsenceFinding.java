package org.onthaal.aggregation.evaluate.absence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertMachine;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.Evaluation;
import org.onthaal.aggregation.rule.DurationText;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// What an alert says of an absence after a slot: how long it lasts, how many ratings were to be
/// expected, and how often chance does so.
///
/// @param before how long nothing had come before the slot
/// @param after the same with it
/// @param end of the slot
record AbsenceFinding(
    Rule.UnusualAbsence rule,
    UsualVolume usual,
    Waiting before,
    Waiting after,
    Slot slot,
    Instant end) {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /// Beyond this nobody compares numbers.
  private static final double DAYS_MAX = 1e6;

  boolean holds() {
    return after.missing().lasts(usual.needed(rule));
  }

  /// @param zone in which times are written
  Evaluation of(Stream stream, ZoneId zone) {
    boolean holds = holds();
    Evidence evidence =
        new Evidence(
            new Evidence.WindowSpan(before.since(), Optional.of(end), zone),
            slot.tally().n(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            holds ? Optional.of(after.missing().chanceDays(usual.volume())) : Optional.empty(),
            Optional.of(before.missing().expectedSinceLast() + usual.expected(slot)));
    String because = holds ? lasting(stream, zone) : over(stream, zone);
    return new Evaluation(true, new AlertMachine.Seen(holds, holds), evidence, because);
  }

  private String lasting(Stream stream, ZoneId zone) {
    double days = after.missing().chanceDays(usual.volume());
    return ("No ratings at %s since %s, for %s, in which %s were to be expected (usual: %s a day,"
            + " %s to %s): so long an absence appears by chance less than once in %s days.")
        .formatted(
            stream.title(),
            time(after.since(), zone),
            DurationText.sentence(Duration.between(after.since(), end)),
            decimal(after.missing().expectedSinceLast()),
            decimal(usual.volume().ratingsPerDay()),
            usual.period().firstDay(),
            usual.period().lastDay(),
            days > DAYS_MAX ? "a million" : Long.toString((long) days));
  }

  private String over(Stream stream, ZoneId zone) {
    return "Ratings arrive at %s again; from %s to %s none came, where %s were to be expected."
        .formatted(
            stream.title(),
            time(before.since(), zone),
            time(slot.start(), zone),
            decimal(before.missing().expectedSinceLast()));
  }

  private static String time(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
