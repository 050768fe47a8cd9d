package org.onthaal.aggregation.fold;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.fold.choice.ChoiceQuery;
import org.onthaal.aggregation.fold.choice.ChosenKey;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.AdministrationFacts;

/// Answers what the counts are, exactly or not at all.
public interface TallyStore {
  /// Groups that have any count, windows in order, groups in order of their keys.
  ///
  /// @throws RangeRefusedException when the range cannot be answered exactly
  List<WindowTally> read(TallyQuery query);

  /// The same as it will be when the transaction commits.
  List<WindowTally> read(FoldTransaction transaction, TallyQuery query);

  /// Several reads that agree with each other.
  <T> T snapshot(Function<Reader, T> reads);

  AsOf asOf();

  /// What the counts are of, in order of codes and keys.
  List<AdministrationFacts> catalogue();

  /// Counts as one snapshot has them.
  interface Reader {
    /// Groups that have any count, windows in order, groups in order of their keys.
    ///
    /// @param since offsets per partition, to mark what changed after them; empty marks all
    /// @param rowsMax more rows than this throw [RangeRefusedException]
    List<WindowTally> read(TallyQuery query, Map<Integer, Long> since, int rowsMax);

    AsOf asOf();

    /// What was chosen, by question, choice and metric of the score beside.
    ///
    /// @throws RangeRefusedException when the days are not those of every administration
    Choices choices(ChoiceQuery query);

    /// What was chosen, and whether that is all.
    ///
    /// @param behind partitions whose choices are not all counted: then the sums are not to be told
    record Choices(List<ChoiceCatchUp.Behind> behind, SortedMap<ChosenKey, Tally> sums) {}
  }
}
