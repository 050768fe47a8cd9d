/// Judges kiosks by what they say of themselves, each minute, and by their silence.
///
/// In: every device that is not revoked, as its keeper tells of it. Out: states, transitions and
/// notifications by the same machinery as rules on ratings, in a transaction of its own, because no
/// log tells of heartbeats. Called by `device`.
@NullMarked
package org.onthaal.aggregation.evaluate.kiosk;

import org.jspecify.annotations.NullMarked;
