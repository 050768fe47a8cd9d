package org.onthaal.aggregation.report;

import java.util.Map;
import org.onthaal.aggregation.fold.TallyQuery;

/// A question that can be answered.
///
/// @param after positions of the log, by partition, that the answer must include
record ScoreQuestion(TallyQuery query, Map<Integer, Long> after) {
  ScoreQuestion {
    after = Map.copyOf(after);
  }
}
