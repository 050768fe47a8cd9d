/// Absences that are unusual: how many ratings were to be expected since the last one, by what was
/// learnt of the stream's volume at each time of the week.
///
/// In: closed slots, from [org.onthaal.aggregation.evaluate.slot.LiveSlots] in the fold's
/// transaction, or the hours of the past in a back-test; both go through
/// [org.onthaal.aggregation.evaluate.absence.Waiting]. Out: alerts, and what each was decided on.
/// The statistics are [org.onthaal.aggregation.drop.NoRatings].
@NullMarked
package org.onthaal.aggregation.evaluate.absence;

import org.jspecify.annotations.NullMarked;
