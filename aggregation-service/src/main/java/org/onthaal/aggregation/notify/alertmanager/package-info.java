/// Prometheus' Alertmanager: pushes alerts to every instance, and again while they fire, because an
/// instance forgets what is not repeated.
///
/// In: a notification from the outbox, and every minute the newest message about each alert that
/// nothing holds back. Out: `POST /api/v2/alerts`. What people then hear is Alertmanager's to say.
@NullMarked
package org.onthaal.aggregation.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
