/// Trying whether a message would arrive, before there is an alert to tell.
///
/// Goes the way of a notification from the receiver on; nothing is queued, grouped or repeated.
@NullMarked
package org.onthaal.aggregation.notify.trial;

import org.jspecify.annotations.NullMarked;
