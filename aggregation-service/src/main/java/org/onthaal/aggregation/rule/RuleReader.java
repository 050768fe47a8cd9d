package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Rule.Decline;
import org.onthaal.aggregation.rule.Rule.Fall;
import org.onthaal.aggregation.rule.Rule.Threshold;
import org.onthaal.aggregation.rule.WindowShape.Calendar;
import org.onthaal.aggregation.rule.WindowShape.Sliding;
import org.onthaal.aggregation.rule.WindowShape.Unit;

/// Reads one rule of a file; what is wrong is noted in the section. One thread, one use.
final class RuleReader {
  /// Below this a share jumps by whole tens of points with every answer; see docs/rules.md.
  static final int MINIMUM_N_DEFAULT = 30;

  private static final int SECONDS_OF_HOUR = 3600;
  private static final int MINIMUM_N_MAX = 10_000_000;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final YamlSection section;
  private final RuleFile.WatchReader watchReader;
  private final Optional<FleetBudget> budget;

  /// @param names of the rules before it
  /// @param budget of the file
  RuleReader(YamlSection section, Set<String> names, Optional<FleetBudget> budget) {
    this.section = section;
    this.budget = budget;
    this.watchReader = new RuleFile.WatchReader(section, names);
  }

  Optional<Rule> rule() {
    section.require("kind", "one of threshold, decline, drop, absence, kiosks");
    Optional<RuleKind> kind = section.word("kind", RuleKind.class);
    Optional<Watch> watch = watchReader.watch();
    if (kind.isEmpty()) {
      // Without its kind nobody can say which other keys belong here.
      return Optional.empty();
    }
    Optional<Rule> rule =
        switch (kind.get()) {
          case THRESHOLD -> threshold(watch);
          case DECLINE -> decline(watch);
          case DROP -> new DropReader(section, budget).drop(watch);
          case ABSENCE -> new AbsenceReader(section).absence(watch);
          case KIOSKS -> new KioskReader(section).kiosk(watch);
        };
    section.refuseOthers();
    return rule;
  }

  private Optional<Rule> threshold(Optional<Watch> watch) {
    Metric metric = metric();
    Figure figure = figure(metric);
    Optional<Limit> limit = limit(metric, figure);
    Optional<WindowShape> window = window();
    int minimumN = minimumN();
    return watch.isEmpty() || limit.isEmpty() || window.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Threshold(watch.get(), metric, figure, limit.get(), window.get(), minimumN));
  }

  private Optional<Rule> decline(Optional<Watch> watch) {
    Metric metric = metric();
    Figure figure = figure(metric);
    Optional<Fall> fall = fall(metric, figure);
    Optional<WindowShape> window = window();
    int minimumN = minimumN();
    return watch.isEmpty() || fall.isEmpty() || window.isEmpty()
        ? Optional.empty()
        : Optional.of(new Decline(watch.get(), metric, figure, fall.get(), window.get(), minimumN));
  }

  private Metric metric() {
    return section.word("metric", Metric.class).orElse(Metric.CSAT);
  }

  private Figure figure(Metric metric) {
    Figure byDefault = metric == Metric.CSAT ? Figure.CSAT : Figure.MEAN;
    Figure figure = section.word("measure", Figure.class).orElse(byDefault);
    if (figure.isShare() && metric != Metric.CSAT) {
      section.refuse("measure", "mean, because csat and dissatisfied are shares of five points");
    }
    return figure;
  }

  private Optional<Limit> limit(Metric metric, Figure figure) {
    BigDecimal first = figure.isShare() ? BigDecimal.ZERO : BigDecimal.valueOf(metric.lowest());
    BigDecimal last = figure.isShare() ? HUNDRED : BigDecimal.valueOf(metric.highest());
    Optional<BigDecimal> below = section.number("below", first, last);
    Optional<BigDecimal> above = section.number("above", first, last);
    Optional<BigDecimal> resolveAt = section.number("resolve-at", first, last);
    if (section.has("below") == section.has("above")) {
      section.refuse("below", "exactly one of below and above");
      return Optional.empty();
    }
    Limit.Side side = section.has("below") ? Limit.Side.BELOW : Limit.Side.ABOVE;
    Optional<BigDecimal> value = below.or(() -> above);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (below.filter(limit -> limit.compareTo(first) == 0).isPresent()) {
      section.refuse("below", "a number above " + first + ", because no figure is below it");
      return Optional.empty();
    }
    if (above.filter(limit -> limit.compareTo(last) == 0).isPresent()) {
      section.refuse("above", "a number below " + last + ", because no figure is above it");
      return Optional.empty();
    }
    int order = resolveAt.orElse(value.get()).compareTo(value.get());
    if (side == Limit.Side.BELOW ? order < 0 : order > 0) {
      String word =
          side == Limit.Side.BELOW ? "at least the value of below" : "at most the value of above";
      section.refuse("resolve-at", word + ", " + value.get().toPlainString());
      return Optional.empty();
    }
    return Optional.of(new Limit(side, value.get(), resolveAt.orElse(value.get())));
  }

  private Optional<Fall> fall(Metric metric, Figure figure) {
    BigDecimal widest =
        figure.isShare() ? HUNDRED : BigDecimal.valueOf(metric.highest() - metric.lowest());
    Optional<BigDecimal> points = positive("points", widest);
    Optional<BigDecimal> z = positive("z", BigDecimal.TEN);
    if (!section.has("points") && !section.has("z")) {
      section.refuse("points", "points or z, or both");
      return Optional.empty();
    }
    if (section.has("z") && !figure.isShare()) {
      section.refuse("z", "no z, because a mean is no share of answers; use points");
      return Optional.empty();
    }
    return points.isEmpty() && z.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fall(points, z.map(BigDecimal::doubleValue)));
  }

  private Optional<BigDecimal> positive(String key, BigDecimal last) {
    Optional<BigDecimal> number = section.number(key, BigDecimal.ZERO, last);
    if (number.isPresent() && number.get().signum() == 0) {
      section.refuse(key, "a number above 0");
      return Optional.empty();
    }
    return number;
  }

  private int minimumN() {
    return section.whole("minimum-n", 1, MINIMUM_N_MAX).orElse(MINIMUM_N_DEFAULT);
  }

  private Optional<WindowShape> window() {
    section.require("window", "a mapping with calendar: hour|day|week|month or sliding: 30m");
    Optional<YamlSection> shape = section.section("window");
    return shape.flatMap(RuleReader::shape);
  }

  private static Optional<WindowShape> shape(YamlSection window) {
    Optional<Unit> unit = window.word("calendar", Unit.class);
    Optional<Duration> sliding = window.duration("sliding");
    Optional<ZoneId> zone = zone(window);
    window.refuseOthers();
    if (window.has("calendar") == window.has("sliding")) {
      window.refuse("calendar", "exactly one of calendar and sliding");
      return Optional.empty();
    }
    if (window.has("sliding") && window.has("zone")) {
      window.refuse("zone", "no zone, because a sliding window begins at no calendar boundary");
    }
    if (sliding.isPresent() && !isUsable(sliding.get())) {
      window.refuse("sliding", "whole minutes from 1m to 35h, or whole hours up to 31d");
      return Optional.empty();
    }
    return unit.<WindowShape>map(length -> new Calendar(length, zone))
        .or(() -> sliding.map(Sliding::new));
  }

  private static boolean isUsable(Duration sliding) {
    return sliding.compareTo(Sliding.LENGTH_MIN) >= 0
        && sliding.compareTo(Sliding.LENGTH_MAX) <= 0
        && sliding.toSecondsPart() == 0
        && (sliding.compareTo(Sliding.MINUTES_MAX) <= 0 || sliding.toMinutesPart() == 0);
  }

  /// Of a fixed offset. Days of a zone with a name may be those of the administrations.
  private static boolean isOfHalfHours(ZoneId zone) {
    return zone.normalized() instanceof ZoneOffset offset
        && offset.getTotalSeconds() % SECONDS_OF_HOUR != 0;
  }

  private static Optional<ZoneId> zone(YamlSection window) {
    Optional<String> name = window.text("zone");
    try {
      Optional<ZoneId> zone = name.map(ZoneId::of);
      if (zone.filter(RuleReader::isOfHalfHours).isPresent()) {
        window.refuse(
            "zone",
            "a zone of whole hours, because counts are kept by the hour; days of a zone of half"
                + " hours are known for administrations of that zone, which is taken without this"
                + " key");
        return Optional.empty();
      }
      return zone;
    } catch (DateTimeException e) {
      window.refuse("zone", "an IANA zone such as Europe/Brussels");
      return Optional.empty();
    }
  }
}
