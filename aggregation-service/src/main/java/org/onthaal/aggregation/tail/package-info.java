/// Follows the rating log: one reader per partition, from an offset, in order, without a gap.
///
/// In: the log of feedback-service. Out: [Signal], a batch of entries or the news that there is
/// none. Called by `fold`, which pulls at its own pace: a reader holds a bounded number of batches
/// and grants the server credit only for what was taken. What cannot be read is passed on as
/// [Entry.Undecodable], never dropped.
@NullMarked
package org.onthaal.aggregation.tail;

import org.jspecify.annotations.NullMarked;
