/// The webhook receiver: posts a message as it is, signed.
///
/// In: a notification's id and body. Out: an [org.onthaal.aggregation.notify.Outcome]. Called by a
/// [org.onthaal.aggregation.notify.send.BoundedReceiver].
@NullMarked
package org.onthaal.aggregation.notify.webhook;

import org.jspecify.annotations.NullMarked;
