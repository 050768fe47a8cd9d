package org.onthaal.aggregation.fold;

import java.time.Instant;
import java.util.Optional;

/// How far the fold of a partition has come.
///
/// @param offset of the last batch folded; -1 for none
/// @param at everything that reached the partition's log before is folded; absent before the first
///   news of it
/// @param changes grows with every committed fold
/// @param choiceOffset up to which choices are counted; less than the offset only after an upgrade
///   from a release that did not count them
public record Checkpoint(
    int partition, long offset, Optional<Instant> at, long changes, long choiceOffset) {}
