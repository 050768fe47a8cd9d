/// How many presses of one device count in a while: one person must not vote for a queue.
///
/// In: presses by device and corrected time, in any order. Out: those that are too many. Decided in
/// the transaction that stores them, so that a restart, a second replica and a late batch change
/// nothing. Called by `store`.
@NullMarked
package org.onthaal.feedback.store.burst;

import org.jspecify.annotations.NullMarked;
