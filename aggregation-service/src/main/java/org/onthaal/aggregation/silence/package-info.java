/// What people asked not to be told for a while.
///
/// A [Silence] is a value: which alerts, from when until when, who asked and why. [SilenceStore]
/// keeps it. `notify` asks which silences are active before it tells, `evaluate` leaves silenced
/// times out of what is usual, `operate` makes, lists and ends silences.
@NullMarked
package org.onthaal.aggregation.silence;

import org.jspecify.annotations.NullMarked;
