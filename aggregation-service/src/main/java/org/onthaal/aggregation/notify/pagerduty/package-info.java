/// PagerDuty: one event per alert, so that people acknowledge and resolve it there.
///
/// In: a notification, put into words by `message`. Out: an
/// [org.onthaal.aggregation.notify.Outcome].
@NullMarked
package org.onthaal.aggregation.notify.pagerduty;

import org.jspecify.annotations.NullMarked;
