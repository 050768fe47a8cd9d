package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;

/// What one back-test may still do, and for how long. Windows are counted before anything is read,
/// because a sliding one is a question of its own to the database; windows of streams as soon as
/// the streams are known. One thread.
public final class BacktestBudget {
  private final Patience patience;
  private final long began;
  private long windows = Backtest.WINDOWS_MAX;
  private long looks = Backtest.LOOKS_MAX;

  BacktestBudget(Patience patience) {
    this.patience = patience;
    this.began = patience.nanoTime().getAsLong();
  }

  /// How long a back-test may take.
  ///
  /// @param most whoever waits
  /// @param nanoTime a clock without a zero
  /// @param caller nanoseconds for which whoever asked still waits, on the thread that asks
  public record Patience(Duration most, LongSupplier nanoTime, LongSupplier caller) {
    /// Without an end.
    public static final Patience ENDLESS =
        new Patience(Duration.ofDays(1), () -> 0, () -> Long.MAX_VALUE);
  }

  /// It took too long, or nobody waits any more.
  static final class OverException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Ends the back-test when its time is over.
  void heed() {
    long passed = patience.nanoTime().getAsLong() - began;
    if (passed >= patience.most().toNanos() || patience.caller().getAsLong() <= 0) {
      throw new OverException();
    }
  }

  /// Those of one rule; a range that has far too many is refused before they are made.
  Windows windows(Backtest.Range range, Every every) {
    if (Windows.countMax(range.from(), range.to(), every) > Backtest.WINDOWS_MAX) {
      throw refusal(Backtest.WINDOWS_MAX + " windows over all rules");
    }
    Windows all = Windows.of(range.from(), range.to(), range.zone(), every);
    spendWindows(all.count());
    return all;
  }

  void spendWindows(long count) {
    windows -= count;
    if (windows < 0) {
      throw refusal(Backtest.WINDOWS_MAX + " windows over all rules");
    }
  }

  void spend(long count) {
    heed();
    looks -= count;
    if (looks < 0) {
      throw refusal(
          Backtest.LOOKS_MAX + " windows of streams over all rules: fewer rules, streams or days");
    }
  }

  private static RangeRefusedException refusal(String most) {
    return new RangeRefusedException(
        RangeRefusedException.Refusal.TOO_MANY_ROWS, "a range of at most " + most);
  }
}
