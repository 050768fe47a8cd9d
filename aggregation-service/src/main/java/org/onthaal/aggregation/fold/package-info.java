/// Turns log entries into counts per window, exactly once, and answers what the counts are.
///
/// In: [org.onthaal.aggregation.tail.Signal] of one partition. Out: tallies, and a [Change] for
/// whoever must react in the same transaction. [Fold] is pure; [PartitionFolder] runs it for one
/// partition; [PostgresTallyStore] commits the new checkpoint, the counts and what the registered
/// [FoldStep]s write as one transaction, fenced by compare-and-set on the checkpoint. Every count
/// is a function of a prefix of the log, which [PostgresVerification] proves.
@NullMarked
package org.onthaal.aggregation.fold;

import org.jspecify.annotations.NullMarked;
