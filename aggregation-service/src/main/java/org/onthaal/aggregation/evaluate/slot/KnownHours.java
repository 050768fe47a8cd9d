package org.onthaal.aggregation.evaluate.slot;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.evaluate.StreamCounts;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;

/// What a back-test learns from: the hours of all streams of a rule, read once and only when
/// something is learnt. Each stream learns again every week, and one with few ratings looks every
/// day whether there are enough. One thread.
public final class KnownHours implements Function<Windows, StreamCounts> {
  private final StreamCounts.Asked asked;
  private final Windows judged;
  private final Function<TallyQuery, List<WindowTally>> read;
  private Optional<Known> known = Optional.empty();

  private record Known(Windows windows, StreamCounts counts) {}

  /// @param judged the hours of the back-test
  /// @param read answers a query
  public KnownHours(Rule rule, Windows judged, Function<TallyQuery, List<WindowTally>> read) {
    this.asked = StreamCounts.Asked.live(rule);
    this.judged = judged;
    this.read = read;
  }

  /// Counts by hour or by day; days long before the back-test, of a baseline with dates, are read
  /// for themselves.
  @Override
  public StreamCounts apply(Windows windows) {
    Known hours = known.orElseGet(this::read);
    known = Optional.of(hours);
    return hours.counts().in(hours.windows(), windows).orElseGet(() -> counts(windows));
  }

  private Known read() {
    ZoneId zone = judged.zone();
    Instant first =
        judged
            .from()
            .atZone(zone)
            .toLocalDate()
            .minusDays(LearningPeriod.GAP_DAYS + LearningPeriod.DAYS_MAX)
            .atStartOfDay(zone)
            .toInstant();
    Windows windows = Windows.of(first, judged.to(), zone, Every.HOUR);
    return new Known(windows, counts(windows));
  }

  private StreamCounts counts(Windows windows) {
    return StreamCounts.of(asked, StreamCounts.query(asked, windows), read);
  }
}
