package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onthaal.aggregation.alert.Evidence.WindowSpan;
import org.onthaal.aggregation.evaluate.absence.AbsenceBacktest;
import org.onthaal.aggregation.evaluate.absence.AbsenceOutlook;
import org.onthaal.aggregation.evaluate.budget.DropOutlook;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.WindowShape;
import org.onthaal.aggregation.rule.WindowShape.Calendar;
import org.onthaal.aggregation.rule.WindowShape.Sliding;

/// Every window of the past in which a rule holds, with the figures that made it hold.
///
/// Imported ratings count; `for` and `keep-firing-for` play no part, because each window is looked
/// at once. Calendar windows are clipped to the range; the window before may lie before it. Sliding
/// windows end at each whole hour of the range. An absence is one row per gap, to the hour; a drop
/// or an unusual absence one row per alarm, judged hour by hour.
public final class Backtest {
  /// More windows than this, over all rules, are a mistake in the range: an hourly rule over eleven
  /// years.
  public static final int WINDOWS_MAX = 100_000;

  /// Windows of streams that one back-test looks at, over all its rules; each may become a row of
  /// the answer. Ten hourly rules on twenty streams for a year take 1.8 million.
  static final long LOOKS_MAX = 2_000_000;

  private static final int SECONDS_OF_HOUR = 3600;

  private final Function<TallyQuery, List<WindowTally>> read;
  private final Supplier<Optional<Instant>> known;
  private final DropBacktest.Hours hours;
  private final BacktestBudget.Patience patience;

  /// @param hours of services
  public Backtest(TallyStore tallies, DropBacktest.Hours hours) {
    this(tallies, hours, BacktestBudget.Patience.ENDLESS);
  }

  /// @param hours of services
  /// @param patience how long one may take
  public Backtest(TallyStore tallies, DropBacktest.Hours hours, BacktestBudget.Patience patience) {
    this(tallies::read, () -> tallies.asOf().at(), hours, patience);
  }

  /// @param read answers a query as [TallyStore] does
  /// @param known before this everything is counted; what comes later is no silence yet
  Backtest(
      Function<TallyQuery, List<WindowTally>> read,
      Supplier<Optional<Instant>> known,
      DropBacktest.Hours hours) {
    this(read, known, hours, BacktestBudget.Patience.ENDLESS);
  }

  Backtest(
      Function<TallyQuery, List<WindowTally>> read,
      Supplier<Optional<Instant>> known,
      DropBacktest.Hours hours,
      BacktestBudget.Patience patience) {
    this.read = read;
    this.known = known;
    this.hours = hours;
    this.patience = patience;
  }

  /// One window in which one rule holds for one stream.
  public record Row(Rule rule, Stream stream, Evaluation evaluation) {}

  /// What to look at.
  ///
  /// @param zone of calendar windows for rules that name none
  public record Range(Instant from, Instant to, ZoneId zone) {
    public Range {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "range: %s to %s (expected: from before to)".formatted(from, to));
      }
    }
  }

  /// What came of it.
  public sealed interface Result {
    /// In order of rule, stream and window.
    ///
    /// @param outlooks of drop rules
    /// @param absences outlooks of rules about unusual absences
    record Found(List<Row> rows, List<DropOutlook> outlooks, List<AbsenceOutlook> absences)
        implements Result {
      public Found {
        rows = List.copyOf(rows);
        outlooks = List.copyOf(outlooks);
        absences = List.copyOf(absences);
      }
    }

    /// A rule's windows cannot be counted exactly, and a rounded answer would be wrong.
    ///
    /// @param rule the one that cannot; absent where they cannot together
    record Refused(Refusal refusal, Optional<String> rule, String expected) implements Result {}

    /// It took longer than it may, or nobody waits any more.
    ///
    /// @param most how long one may take
    record TooLong(Duration most) implements Result {}

    /// The database does not answer; trying again later is right.
    record Unavailable(String detail) implements Result {}
  }

  /// Why a range cannot be answered.
  public enum Refusal {
    RANGE_NOT_ON_THE_HOUR,
    ZONE_NOT_WHOLE_HOUR,
    TOO_MANY_ROWS
  }

  /// Asks the database question by question on this thread, and gives up between two of them.
  public Result run(RuleSet rules, Range range) {
    BacktestBudget budget = new BacktestBudget(patience);
    Backtest heeding =
        new Backtest(
            query -> {
              budget.heed();
              return read.apply(query);
            },
            known,
            hours,
            patience);
    try {
      return heeding.found(rules, range, budget);
    } catch (BacktestBudget.OverException _) {
      return new Result.TooLong(patience.most());
    } catch (DatabaseFailedException e) {
      return new Result.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private Result found(RuleSet rules, Range range, BacktestBudget budget) {
    List<Row> rows = new ArrayList<>();
    List<DropOutlook> outlooks = new ArrayList<>();
    List<AbsenceOutlook> absences = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      try {
        switch (rule) {
          case Rule.Threshold threshold ->
              rows.addAll(windows(rule, threshold.window(), range, budget));
          case Rule.Decline decline -> rows.addAll(windows(rule, decline.window(), range, budget));
          case Rule.Drop drop -> {
            DropBacktest.Outcome outcome =
                new DropBacktest(read, hours).run(drop, range, budget::spend);
            outlooks.addAll(outcome.outlooks());
            rows.addAll(outcome.rows());
          }
          case Rule.UnusualAbsence absence -> {
            AbsenceBacktest.Outcome outcome =
                new AbsenceBacktest(read, hours).run(absence, range, known.get(), budget::spend);
            absences.addAll(outcome.outlooks());
            rows.addAll(outcome.rows());
          }
          case Rule.Absence absence -> rows.addAll(gaps(absence, range, budget));
          case Rule.Kiosk _ -> {} // nobody keeps what kiosks said before
        }
      } catch (RangeRefusedException e) {
        return refused(rule, range, e);
      }
    }
    return new Result.Found(rows, outlooks, absences);
  }

  /// A rule of half hours is refused for that, wherever the range begins and ends.
  private static Result.Refused refused(Rule rule, Range range, RangeRefusedException e) {
    String expected = String.valueOf(e.getMessage());
    if (e.refusal() == RangeRefusedException.Refusal.TOO_MANY_ROWS) {
      return new Result.Refused(Refusal.TOO_MANY_ROWS, Optional.empty(), expected);
    }
    ZoneId zone = zone(rule).orElse(range.zone());
    if (isOfWholeHours(zone, range)) {
      return new Result.Refused(
          Refusal.valueOf(e.refusal().name()), Optional.of(rule.name()), expected);
    }
    return new Result.Refused(
        Refusal.ZONE_NOT_WHOLE_HOUR,
        Optional.of(rule.name()),
        "a zone whose offset is a whole number of hours, not "
            + zone
            + ", because counts are kept by the hour; or the administrations' own zone, windows of"
            + " whole days, and a range that begins and ends at midnight there");
  }

  private static Optional<ZoneId> zone(Rule rule) {
    WindowShape shape =
        switch (rule) {
          case Rule.Threshold threshold -> threshold.window();
          case Rule.Decline decline -> decline.window();
          case Rule.Drop _, Rule.UnusualAbsence _, Rule.Absence _, Rule.Kiosk _ ->
              new Sliding(Sliding.LENGTH_MIN);
        };
    return shape instanceof Calendar(var _, Optional<ZoneId> named) ? named : Optional.empty();
  }

  private static boolean isOfWholeHours(ZoneId zone, Range range) {
    return List.of(range.from(), range.to()).stream()
        .allMatch(time -> zone.getRules().getOffset(time).getTotalSeconds() % SECONDS_OF_HOUR == 0);
  }

  private List<Row> windows(Rule rule, WindowShape shape, Range range, BacktestBudget budget) {
    return switch (shape) {
      case Calendar(WindowShape.Unit unit, Optional<ZoneId> zone) ->
          calendar(rule, LiveWindows.every(unit), in(range, zone), budget);
      case Sliding(Duration length) -> sliding(rule, length, range, budget);
    };
  }

  private static Range in(Range range, Optional<ZoneId> zone) {
    return new Range(range.from(), range.to(), zone.orElse(range.zone()));
  }

  private List<Row> calendar(Rule rule, Every every, Range range, BacktestBudget budget) {
    ZoneId zone = range.zone();
    Windows windows = budget.windows(range, every);
    StreamCounts now = counts(rule, windows);
    budget.spend((long) now.streams().size() * windows.count());
    StreamCounts before = counts(rule, windows.previous());
    List<Row> rows = new ArrayList<>();
    for (Stream stream : sorted(now)) {
      budget.heed();
      for (int i = 0; i < windows.count(); i++) {
        WindowSpan span =
            new WindowSpan(
                windows.boundaries().get(i), Optional.of(windows.boundaries().get(i + 1)), zone);
        addIfHolds(
            rows,
            rule,
            stream,
            new Observation.Counted(span, now.at(stream, i), before.at(stream, i)));
      }
    }
    return rows;
  }

  private List<Row> sliding(Rule rule, Duration length, Range range, BacktestBudget budget) {
    Instant first = range.from().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    budget.spendWindows(Duration.between(first, range.to()).toHours() + 1);
    List<Row> rows = new ArrayList<>();
    for (Instant end = first; !end.isAfter(range.to()); end = end.plus(1, ChronoUnit.HOURS)) {
      Instant start = end.minus(length);
      Windows windows =
          new Windows(List.of(start.minus(length), start, end), range.zone(), Every.HOUR);
      StreamCounts counts = counts(rule, windows);
      budget.spend(counts.streams().size());
      WindowSpan span = new WindowSpan(start, Optional.of(end), range.zone());
      for (Stream stream : sorted(counts)) {
        addIfHolds(
            rows,
            rule,
            stream,
            new Observation.Counted(span, counts.at(stream, 1), counts.at(stream, 0)));
      }
    }
    // Read window by window, shown stream by stream; the sort keeps windows in order.
    rows.sort(Comparator.comparing(Row::stream));
    return rows;
  }

  private List<Row> gaps(Rule.Absence rule, Range range, BacktestBudget budget) {
    Windows hours = budget.windows(range, Every.HOUR);
    StreamCounts counts = counts(rule, hours);
    budget.spend((long) counts.streams().size() * hours.count());
    Instant end =
        known
            .get()
            .map(at -> at.truncatedTo(ChronoUnit.HOURS))
            .filter(at -> at.isBefore(range.to()))
            .orElse(range.to());
    List<Row> rows = new ArrayList<>();
    for (Stream stream : sorted(counts)) {
      budget.heed();
      Optional<Instant> quietFrom = Optional.empty();
      for (int i = 0; i < hours.count(); i++) {
        if (!counts.at(stream, i).equals(Tally.EMPTY)) {
          addGap(rows, rule, stream, quietFrom, hours.boundaries().get(i), range.zone());
          quietFrom = Optional.of(hours.boundaries().get(i + 1));
        }
      }
      addGap(rows, rule, stream, quietFrom.filter(from -> from.isBefore(end)), end, range.zone());
    }
    return rows;
  }

  private static void addGap(
      List<Row> rows, Rule rule, Stream stream, Optional<Instant> from, Instant to, ZoneId zone) {
    if (from.isPresent()) {
      WindowSpan span = new WindowSpan(from.get(), Optional.of(to), zone);
      addIfHolds(rows, rule, stream, new Observation.Quiet(span, Optional.empty(), to));
    }
  }

  private static void addIfHolds(
      List<Row> rows, Rule rule, Stream stream, Observation observation) {
    Evaluation evaluation = Evaluator.evaluate(rule, stream, observation);
    if (evaluation.holds()) {
      rows.add(new Row(rule, stream, evaluation));
    }
  }

  private StreamCounts counts(Rule rule, Windows windows) {
    StreamCounts.Asked asked =
        new StreamCounts.Asked(rule.watch().by(), rule.watch().where(), Touched.metric(rule));
    return StreamCounts.of(asked, StreamCounts.query(asked, windows), read);
  }

  private static List<Stream> sorted(StreamCounts counts) {
    return counts.streams().stream().sorted().toList();
  }
}
