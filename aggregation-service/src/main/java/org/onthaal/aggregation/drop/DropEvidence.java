package org.onthaal.aggregation.drop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The counter of evidence that a stream fell below its reference, in days.
///
/// Shape: four bets ([Bets]) whose mean is the evidence. Each slot first adds its opening time to
/// every bet, then multiplies the bet by what its answers win. Where the stream is at or above its
/// reference, the expectation of the evidence grows by at most the elapsed days; that is why an
/// evidence of 365 days is seen by chance at most once in 365 days. A plain value: stored and
/// restored bit for bit, it goes on as if nothing had happened. Cost: 4 exponentials, and 4
/// logarithms per score that occurs.
///
/// @param bets one per size of drop, smallest drop first
public record DropEvidence(List<Bet> bets) {
  /// Nothing seen so far.
  public static final DropEvidence NONE =
      new DropEvidence(Collections.nCopies(Bets.COUNT, new Bet(0, 0, Instant.EPOCH)));

  public DropEvidence {
    bets = List.copyOf(bets);
    if (bets.size() != Bets.COUNT) {
      throw new IllegalArgumentException("bets: " + bets.size() + " (expected: 4)");
    }
  }

  /// One bet.
  ///
  /// @param days what it holds
  /// @param run logarithm of what it has won since it last had nothing to show (a cumulative sum
  ///   that starts again below 0)
  /// @param runSince start of the slot with which that run began; means nothing before the first
  ///   slot
  public record Bet(double days, double run, Instant runSince) {
    public Bet {
      if (!(days >= 0)) {
        throw new IllegalArgumentException("days: " + days + " (expected: 0 or more)");
      }
      if (Double.isNaN(run)) {
        throw new IllegalArgumentException("run: " + run + " (expected: a number)");
      }
    }

    private Bet next(Slot slot, double growth) {
      return new Bet(
          Bets.days(days, slot.openDays(), growth),
          Math.max(0, run) + growth,
          run > 0 ? runSince : slot.start());
    }
  }

  /// After one more slot.
  public DropEvidence next(Slot slot, Reference reference) {
    double[] growth = Bets.onDrop(reference, slot.tally());
    List<Bet> next = new ArrayList<>(Bets.COUNT);
    for (int bet = 0; bet < Bets.COUNT; bet++) {
      next.add(bets.get(bet).next(slot, growth[bet]));
    }
    return new DropEvidence(next);
  }

  /// The evidence.
  public double days() {
    double sum = 0;
    for (Bet bet : bets) {
      sum += bet.days();
    }
    return sum / Bets.COUNT;
  }

  /// The bet that holds most; of equal ones that on the larger drop.
  public Drop strongest(Points points) {
    int strongest = 0;
    for (int bet = 1; bet < Bets.COUNT; bet++) {
      if (bets.get(bet).days() >= bets.get(strongest).days()) {
        strongest = bet;
      }
    }
    return new Drop(Bets.drop(points, strongest), bets.get(strongest).runSince(), days());
  }
}
