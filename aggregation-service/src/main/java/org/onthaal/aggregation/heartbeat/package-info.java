/// Says to a watcher outside that an alert would reach a receiver now, for as long as that is true.
///
/// In: how far evaluation has come, and what waits for the receiver. Out: a [Heartbeat] per
/// receiver whose file asks for one, sent at its pace by a [HeartbeatLoop]. When one stays away, it
/// is the watcher who raises the alarm: nobody inside has to be alive for that. [HeartbeatCounts]
/// says the same to `/metrics`.
@NullMarked
package org.onthaal.aggregation.heartbeat;

import org.jspecify.annotations.NullMarked;
