package org.onthaal.aggregation.evaluate.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.StreamCounts;
import org.onthaal.aggregation.evaluate.slot.SlotJudge.Due;
import org.onthaal.aggregation.evaluate.slot.SlotJudge.Look;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Stream;

/// Counts what arrived in closed slots: what was given in them, and with the first one what was
/// given earlier and arrived since.
public final class SlotCounts {
  /// Slots of one stream that are judged in one transaction; the others follow.
  private static final int SLOTS_MAX = 168;

  /// Ratings that arrive later than this after they were given are counted, but in no slot.
  private static final Duration LATE_MAX = Duration.ofDays(7);

  private final TallyStore tallies;

  public SlotCounts(TallyStore tallies) {
    this.tallies = tallies;
  }

  /// What is read at once: ratings that may be late, from `from`; and slots from `next` until
  /// `end`. Before `keep` nobody will be late any more.
  record Reach(ZoneId zone, Instant from, Instant keep, Instant next, Instant end) {}

  /// Until the last closed slot, the next learning or the most that is judged at once.
  static Reach reach(
      Rule.Slotwise rule, Due<? extends SlotMemory> due, Instant lastSlot, boolean isReady) {
    SlotMemory memory = due.memory();
    Instant next = memory.nextSlot();
    Instant end = lastSlot.plus(rule.slot());
    Instant most = next.plus(rule.slot().multipliedBy(SLOTS_MAX));
    if (isReady && most.isBefore(end)) {
      end = most;
    }
    Instant learn = floor(memory.learnAt(), rule.slot());
    if (learn.isAfter(next) && learn.isBefore(end)) {
      end = learn;
    }
    Instant from = memory.counted().from();
    Instant keep = next.minus(LATE_MAX).truncatedTo(ChronoUnit.HOURS);
    boolean isLong = from.plus(LATE_MAX.multipliedBy(2)).isBefore(next);
    return new Reach(due.zone(), from, isLong ? keep : from, next, end);
  }

  /// Slots begin at whole multiples of their length since 1970.
  static Instant floor(Instant at, Duration slot) {
    long seconds = Math.floorDiv(at.getEpochSecond(), slot.toSeconds()) * slot.toSeconds();
    return Instant.ofEpochSecond(seconds);
  }

  /// @param before from `from` to the hour of the next slot, in two windows where that is long
  /// @param slots from that hour to the next slot where that is not the same, then slot by slot
  record Counts(Reach reach, Optional<StreamCounts> before, StreamCounts slots, boolean hasRest) {
    /// @param slot how long one is
    Given of(Due<? extends SlotMemory> due, Duration slot) {
      Stream stream = due.stream();
      Tally old = Tally.EMPTY;
      Tally known = Tally.EMPTY;
      if (before.isPresent()) {
        boolean isLong = reach.from().isBefore(reach.keep());
        old = isLong ? before.get().at(stream, 0) : Tally.EMPTY;
        known = before.get().at(stream, isLong ? 1 : 0);
      }
      int window = 0;
      if (hasRest) {
        known = known.plus(slots.at(stream, window++));
      }
      Tally late = old.plus(known).minus(due.memory().counted().tally()).withoutNegatives();
      List<Slot> all = new ArrayList<>();
      for (Instant start = reach.next(); start.isBefore(reach.end()); start = start.plus(slot)) {
        Tally given = slots.at(stream, window++);
        known = known.plus(given);
        double open = due.hours().days(start, start.plus(slot), due.zone());
        all.add(new Slot(start, open, given.plus(late).withoutNegatives()));
        late = Tally.EMPTY;
      }
      return new Given(all, new SlotMemory.Counted(reach.keep(), known));
    }
  }

  /// Slots of one stream, and what slots have been given with them.
  record Given(List<Slot> slots, SlotMemory.Counted counted) {}

  Counts count(Look<?> look, Reach reach, List<Stream> streams) {
    Instant hour = reach.next().truncatedTo(ChronoUnit.HOURS);
    Optional<StreamCounts> before =
        reach.from().isBefore(hour)
            ? Optional.of(
                counts(
                    look,
                    windows(
                        reach.zone(),
                        reach.from().isBefore(reach.keep())
                            ? List.of(reach.from(), reach.keep(), hour)
                            : List.of(reach.from(), hour)),
                    streams,
                    false))
            : Optional.empty();
    List<Instant> bounds = new ArrayList<>();
    Instant rest = reach.from().isAfter(hour) ? reach.from() : hour;
    boolean hasRest = rest.isBefore(reach.next());
    if (hasRest) {
      bounds.add(rest);
    }
    for (Instant at = reach.next(); !at.isAfter(reach.end()); at = at.plus(look.rule().slot())) {
      bounds.add(at);
    }
    StreamCounts slots = counts(look, windows(reach.zone(), bounds), streams, false);
    return new Counts(reach, before, slots, hasRest);
  }

  public static Windows windows(ZoneId zone, List<Instant> bounds) {
    return new Windows(bounds, zone, Every.HOUR);
  }

  /// Counts of streams of the rule that is looked at.
  ///
  /// @param imported whether ratings from files are counted, too: they teach, and alarm nobody
  public StreamCounts counts(
      Look<?> look, Windows windows, List<Stream> streams, boolean imported) {
    Rule rule = look.rule();
    StreamCounts.Asked asked = StreamCounts.Asked.live(rule);
    TallyQuery query = StreamCounts.narrowed(StreamCounts.query(asked, windows), streams);
    return StreamCounts.of(
        asked,
        imported ? query : query.withoutImported(),
        wanted -> tallies.read(look.fold(), wanted));
  }
}
