/// Rules that are judged slot by slot: which slots are closed, what arrived in them, and that each
/// is judged once.
///
/// In: a moment of the fold, in its transaction. Out: closed slots in order, for the
/// [org.onthaal.aggregation.evaluate.slot.SlotJudge] of the rule's kind. Which slot is next is a
/// matter of the stored state, so a crash or a second replica judges no slot twice.
@NullMarked
package org.onthaal.aggregation.evaluate.slot;

import org.jspecify.annotations.NullMarked;
