package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.List;

/// Where the fold keeps its results.
///
/// One row per partition is the fence: a step that does not start at the stored offset changes
/// nothing.
interface FoldStore {
  /// Makes sure that each partition has a checkpoint, -1 at first.
  void prepare(int partitions);

  Checkpoint checkpoint(int partition);

  /// What the log up to the checkpoint said; may be newer than the checkpoint read before, which
  /// the fence finds.
  Folded.Known known();

  /// Writes everything, runs the steps, commits; false when the checkpoint was not at `from` any
  /// more and nothing was changed.
  boolean commit(long from, Step step, List<FoldStep> continuations);

  /// Notes that nothing newer existed at a time, and runs the steps; false as above.
  boolean tick(int partition, long offset, Instant at, List<FoldStep> continuations);

  /// Removes minutes before a time, at most so many rows; says how many.
  int prune(Instant before, int rowsMax);

  /// One step's results.
  ///
  /// @param to offset of the newest batch
  /// @param appendedAt of the newest batch
  /// @param change what the continuations are told
  record Step(long to, Instant appendedAt, Folded folded, Change change) {}
}
