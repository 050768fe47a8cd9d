/// The webhook receiver: signs a message, makes sure that it leaves only for a public address, and
/// reads the answer.
///
/// In: a notification's id and body. Out: an [org.onthaal.aggregation.notify.Outcome]. Called by
/// the dispatcher. The only package beside the doors that speaks HTTP.
@NullMarked
package org.onthaal.aggregation.notify.webhook;

import org.jspecify.annotations.NullMarked;
