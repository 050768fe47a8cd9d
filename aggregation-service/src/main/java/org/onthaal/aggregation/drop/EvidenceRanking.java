package org.onthaal.aggregation.drop;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The streams that stand out of many, for a digest.
///
/// The k streams with the most evidence stand out, for the largest k of which the weakest still has
/// streams · level / k. With e-values and a level of 1 / share, at most that share of them is
/// expected to be false, however the streams depend on each other. Source: R. Wang, A. Ramdas,
/// "False discovery rate control with e-values", Journal of the Royal Statistical Society B 84
/// (2022).
public final class EvidenceRanking {
  private EvidenceRanking() {}

  /// Places in the list of those that stand out, ascending.
  ///
  /// @param evidence one number per stream, such as the days of [DropEvidence]
  /// @param level in the unit of the evidence
  public static List<Integer> standingOut(List<Double> evidence, double level) {
    if (!(level > 0)) {
      throw new IllegalArgumentException("level: " + level + " (expected: above 0)");
    }
    List<Integer> strongestFirst =
        IntStream.range(0, evidence.size())
            .boxed()
            .sorted(Comparator.comparing(evidence::get, Comparator.reverseOrder()))
            .toList();
    int count = 0;
    for (int k = 1; k <= evidence.size(); k++) {
      if (evidence.get(strongestFirst.get(k - 1)) >= evidence.size() * level / k) {
        count = k;
      }
    }
    return strongestFirst.subList(0, count).stream().sorted().toList();
  }
}
