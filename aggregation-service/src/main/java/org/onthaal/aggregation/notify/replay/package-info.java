/// Dead letters: what could not be told, and telling it after all.
///
/// In: notifications that were given up. Out: the same notifications, queued again with the ids
/// that they had. Called by people, through `operate`.
@NullMarked
package org.onthaal.aggregation.notify.replay;

import org.jspecify.annotations.NullMarked;
