package org.onthaal.aggregation.fold;

/// Something that must happen in the same transaction as the counting.
@FunctionalInterface
public interface FoldStep {
  /// Called after the counts are written and before they are committed; at least every tick of a
  /// partition that is caught up. An exception rolls everything back, and the same entries are
  /// folded again.
  void folded(FoldTransaction transaction, Change change);
}
