/// Sending safely: what all receivers share, whatever they speak.
///
/// [GuardedPost] lets HTTP leave only for an address that [AddressGuard] allows; [BoundedReceiver]
/// gives each receiver a time limit, a bulkhead and a circuit breaker of its own around its
/// [Sender]. In: a message. Out: an [org.onthaal.aggregation.notify.Outcome]. The only package
/// beside the doors that speaks HTTP.
@NullMarked
package org.onthaal.aggregation.notify.send;

import org.jspecify.annotations.NullMarked;
