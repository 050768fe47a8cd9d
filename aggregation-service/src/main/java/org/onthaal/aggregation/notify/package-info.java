/// Telling people: from a transition to a delivered notification.
///
/// [Notifier] hears of each transition inside the fold's transaction, asks the [RouteTable] who
/// wants to know, and puts a [Notification] per receiver into the outbox, in that same transaction,
/// or records why not. The [Dispatcher] later takes due notifications under a lease, in order per
/// receiver and alert, and hands them to a [Receiver]; the [Outcome] decides between delivered,
/// another try and a dead letter. At least once, with one id for every try.
@NullMarked
package org.onthaal.aggregation.notify;

import org.jspecify.annotations.NullMarked;
