/// Telling alerts together: groups wait, are muted, and are told when there is news.
///
/// In: transitions of routes that group, from the notifier, in its transaction. Out: notifications
/// in the outbox, each with the transitions that it tells, or a reason why one is not told. A
/// [GroupLoop] takes due groups; each goes through the [Stage]s of a [GroupPipeline] in order.
@NullMarked
package org.onthaal.aggregation.notify.group;

import org.jspecify.annotations.NullMarked;
