package org.onthaal.aggregation.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.LogBrokenException;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.LogUnavailableException;
import org.onthaal.aggregation.tail.RecountedCell;
import org.onthaal.aggregation.tail.Signal;

/// Compares the kept counts with a recount of the stored ratings, bit for bit, also while ratings
/// come in: both sides say which positions of the log they include, and the entries between are
/// folded onto the side that lacks them.
///
/// Cost: both sides are held in memory, one entry per window of each cell.
public final class Verification {
  /// Differences that are told; all are counted.
  private static final int DIFFERENCES_TOLD_MAX = 20;

  /// A log that says nothing new for this long has no more to say.
  private static final Duration LOG_SILENCE_MAX = Duration.ofSeconds(10);

  private final LogSource source;
  private final PostgresVerification kept;
  private final InstantSource clock;

  Verification(LogSource source, PostgresVerification kept, InstantSource clock) {
    this.source = source;
    this.kept = kept;
    this.clock = clock;
  }

  /// What was compared, and what differs.
  ///
  /// @param answers answers with a score that are counted
  /// @param minutes windows compared of each length
  /// @param quarantined log entries that could not be folded; a recount counts their ratings
  /// @param positions of the log at which the sides were compared
  /// @param differences the first of them, in words
  public record Result(
      long answers,
      long minutes,
      long hours,
      long days,
      long channelDays,
      long quarantined,
      List<String> positions,
      long differenceCount,
      List<String> differences) {
    public boolean agrees() {
      return differenceCount == 0;
    }
  }

  /// Recounts and compares.
  ///
  /// @throws LogUnavailableException when feedback-service does not answer
  /// @throws LogBrokenException when the tallies include more than there is
  public Result run() throws InterruptedException {
    Instant minutesFrom =
        clock.instant().minus(WindowKey.MINUTE_LATENESS_MAX).truncatedTo(ChronoUnit.MINUTES);
    Map<Integer, Long> heads = new TreeMap<>();
    Map<WindowKey, Tally> counted = new HashMap<>();
    source.recount(
        minutesFrom,
        all -> all.forEach(head -> heads.put(head.partition(), head.offset())),
        cell -> counted.put(window(cell), cell.tally()));
    PostgresVerification.Kept tallies = kept.read(minutesFrom);
    Map<String, Tally> channels = new HashMap<>(tallies.channelDays());
    List<String> positions = new ArrayList<>();
    for (Map.Entry<Integer, Long> head : heads.entrySet()) {
      long folded = tallies.offsets().getOrDefault(head.getKey(), -1L);
      long from = Math.min(folded, head.getValue());
      long to = Math.max(folded, head.getValue());
      Map<WindowKey, Tally> between = between(head.getKey(), from, to, tallies.known());
      if (folded < head.getValue()) {
        add(between, tallies.windows());
        addChannels(between, channels);
      } else {
        add(between, counted);
      }
      if (to >= 0) {
        positions.add(head.getKey() + ":" + to);
      }
    }
    return compare(counted, tallies, channels, positions);
  }

  private Result compare(
      Map<WindowKey, Tally> counted,
      PostgresVerification.Kept tallies,
      Map<String, Tally> channels,
      List<String> positions) {
    long minutesFrom = tallies.minutesFrom().getEpochSecond();
    counted.keySet().removeIf(window -> isBefore(window, minutesFrom));
    tallies.windows().keySet().removeIf(window -> isBefore(window, minutesFrom));
    counted.values().removeIf(Tally::isZero);
    tallies.windows().values().removeIf(Tally::isZero);
    channels.values().removeIf(Tally::isZero);
    Differences differences = new Differences();
    TreeSet<WindowKey> windows = new TreeSet<>(counted.keySet());
    windows.addAll(tallies.windows().keySet());
    for (WindowKey window : windows) {
      differences.compare(window.toString(), counted.get(window), tallies.windows().get(window));
    }
    Map<String, Tally> countedChannels = new HashMap<>();
    addChannels(counted, countedChannels);
    TreeSet<String> days = new TreeSet<>(countedChannels.keySet());
    days.addAll(channels.keySet());
    for (String day : days) {
      differences.compare(day, countedChannels.get(day), channels.get(day));
    }
    return new Result(
        answers(counted),
        length(windows, WindowKey.Length.MINUTE),
        length(windows, WindowKey.Length.HOUR),
        length(windows, WindowKey.Length.DAY),
        days.size(),
        tallies.quarantined(),
        positions,
        differences.count,
        List.copyOf(differences.told));
  }

  /// What the log did after one position, up to another.
  private Map<WindowKey, Tally> between(int partition, long from, long to, Folded.Known known)
      throws InterruptedException {
    if (from == to) {
      return Map.of();
    }
    List<Signal.Batch> batches = new ArrayList<>();
    try (LogSource.Tail tail = source.tail(partition, from)) {
      while (batches.isEmpty() || batches.getLast().offset() < to) {
        Optional<Signal> next = tail.next(LOG_SILENCE_MAX);
        if (next.isEmpty()) {
          throw new LogUnavailableException(
              "partition " + partition + " says nothing after " + from,
              new IllegalStateException());
        }
        switch (next.get()) {
          case Signal.Batch batch -> batches.add(batch);
          case Signal.CaughtUp caughtUp -> {
            if (caughtUp.offset() < to) {
              throw new LogBrokenException(
                  "partition %d: the tallies include offset %d, but the log ends at %d"
                      .formatted(partition, to, caughtUp.offset()));
            }
          }
        }
      }
    }
    return Fold.fold(known, batches.stream().filter(batch -> batch.offset() <= to).toList())
        .deltas();
  }

  private static boolean isBefore(WindowKey window, long minutesFrom) {
    return window.length() == WindowKey.Length.MINUTE && window.start() < minutesFrom;
  }

  private static void add(Map<WindowKey, Tally> deltas, Map<WindowKey, Tally> to) {
    deltas.forEach((window, delta) -> to.merge(window, delta, Tally::plus));
  }

  private static void addChannels(Map<WindowKey, Tally> windows, Map<String, Tally> to) {
    windows.forEach((window, tally) -> {
      if (window.length() == WindowKey.Length.DAY) {
        to.merge(PostgresVerification.channelDay(window), tally, Tally::plus);
      }
    });
  }

  private static long answers(Map<WindowKey, Tally> counted) {
    return counted.entrySet().stream()
        .filter(entry -> entry.getKey().length() == WindowKey.Length.DAY)
        .mapToLong(entry -> entry.getValue().n())
        .sum();
  }

  private static long length(Set<WindowKey> windows, WindowKey.Length length) {
    return windows.stream().filter(window -> window.length() == length).count();
  }

  private static WindowKey window(RecountedCell cell) {
    CellKey key =
        new CellKey(
            cell.place(), cell.question(), cell.metric(), cell.suspected(), cell.imported());
    return new WindowKey(key, WindowKey.Length.valueOf(cell.length().name()), cell.start());
  }

  /// Counts differences and keeps the first ones.
  private static final class Differences {
    private final List<String> told = new ArrayList<>();
    private long count;

    void compare(String what, @Nullable Tally ratings, @Nullable Tally tallies) {
      Tally counted = ratings == null ? Tally.EMPTY : ratings;
      Tally kept = tallies == null ? Tally.EMPTY : tallies;
      if (!counted.equals(kept)) {
        count++;
        if (told.size() < DIFFERENCES_TOLD_MAX) {
          told.add(what + ": the ratings give " + counted + ", the tally has " + kept);
        }
      }
    }
  }
}
