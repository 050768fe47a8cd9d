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
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.fold.choice.ChoiceCell;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
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
  /// @param choiceDays days compared of what was chosen
  /// @param quarantined log entries that could not be folded; a recount counts their ratings
  /// @param positions of the log at which the sides were compared
  /// @param differences the first of them, in words
  public record Result(
      long answers,
      long minutes,
      long hours,
      long days,
      long channelDays,
      long choiceDays,
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
    Counted counted = new Counted(new HashMap<>(), new HashMap<>());
    source.recount(
        minutesFrom,
        all -> all.forEach(head -> heads.put(head.partition(), head.offset())),
        counted::add);
    PostgresVerification.Kept tallies = kept.read(minutesFrom);
    Map<String, Tally> channels = new HashMap<>(tallies.channelDays());
    List<String> positions = new ArrayList<>();
    for (Map.Entry<Integer, Long> head : heads.entrySet()) {
      long folded = tallies.offsets().getOrDefault(head.getKey(), -1L);
      long from = Math.min(folded, head.getValue());
      long to = Math.max(folded, head.getValue());
      Counted between = between(head.getKey(), from, to, tallies.known());
      if (folded < head.getValue()) {
        add(between.windows(), tallies.windows());
        addChannels(between.windows(), channels);
        add(between.choices(), tallies.choices());
      } else {
        add(between.windows(), counted.windows());
        add(between.choices(), counted.choices());
      }
      if (to >= 0) {
        positions.add(head.getKey() + ":" + to);
      }
    }
    return compare(counted, tallies, channels, positions);
  }

  /// Counts of ratings.
  private record Counted(Map<WindowKey, Tally> windows, Map<ChoiceDay, Tally> choices) {
    /// A touchpoint that changed its survey has two cells of one question code: they are one here.
    void add(RecountedCell cell) {
      if (cell.choice().isPresent()) {
        choices.merge(choiceDay(cell, cell.choice().get()), cell.tally(), Tally::plus);
      } else {
        windows.merge(window(cell), cell.tally(), Tally::plus);
      }
    }
  }

  private Result compare(
      Counted all,
      PostgresVerification.Kept tallies,
      Map<String, Tally> channels,
      List<String> positions) {
    Map<WindowKey, Tally> counted = all.windows();
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
    long choiceDays = compareChoices(all.choices(), tallies, differences);
    return new Result(
        answers(counted),
        length(windows, WindowKey.Length.MINUTE),
        length(windows, WindowKey.Length.HOUR),
        length(windows, WindowKey.Length.DAY),
        days.size(),
        choiceDays,
        tallies.quarantined(),
        positions,
        differences.count,
        List.copyOf(differences.told));
  }

  /// How many days were compared. None while choices of before an upgrade are still being counted:
  /// that is said instead.
  private static long compareChoices(
      Map<ChoiceDay, Tally> counted, PostgresVerification.Kept tallies, Differences differences) {
    if (!tallies.behind().isEmpty()) {
      tallies.behind().stream().map(ChoiceCatchUp.Behind::toString).forEach(differences::tell);
      return 0;
    }
    counted.values().removeIf(Tally::isZero);
    tallies.choices().values().removeIf(Tally::isZero);
    TreeSet<ChoiceDay> days = new TreeSet<>(counted.keySet());
    days.addAll(tallies.choices().keySet());
    for (ChoiceDay day : days) {
      differences.compare(day.toString(), counted.get(day), tallies.choices().get(day));
    }
    return days.size();
  }

  /// What the log did after one position, up to another.
  private Counted between(int partition, long from, long to, Folded.Known known)
      throws InterruptedException {
    if (from == to) {
      return new Counted(Map.of(), Map.of());
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
    Folded folded =
        Fold.fold(known, batches.stream().filter(batch -> batch.offset() <= to).toList());
    return new Counted(folded.deltas(), folded.choices());
  }

  private static boolean isBefore(WindowKey window, long minutesFrom) {
    return window.length() == WindowKey.Length.MINUTE && window.start() < minutesFrom;
  }

  private static <K> void add(Map<K, Tally> deltas, Map<K, Tally> to) {
    deltas.forEach((key, delta) -> to.merge(key, delta, Tally::plus));
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

  private static ChoiceDay choiceDay(RecountedCell cell, String choice) {
    return new ChoiceDay(
        new ChoiceCell(
            cell.place(),
            cell.question(),
            choice,
            cell.metric(),
            cell.suspected(),
            cell.imported()),
        cell.start());
  }

  /// Counts differences and keeps the first ones.
  private static final class Differences {
    private final List<String> told = new ArrayList<>();
    private long count;

    void compare(String what, @Nullable Tally ratings, @Nullable Tally tallies) {
      Tally counted = ratings == null ? Tally.EMPTY : ratings;
      Tally kept = tallies == null ? Tally.EMPTY : tallies;
      if (!counted.equals(kept)) {
        tell(what + ": the ratings give " + counted + ", the tally has " + kept);
      }
    }

    void tell(String difference) {
      count++;
      if (told.size() < DIFFERENCES_TOLD_MAX) {
        told.add(difference);
      }
    }
  }
}
