/// Proves every night that a drop is found and told: gives scripted ratings to a touchpoint of
/// their own, and waits for the alert to come back.
///
/// [Canary] looks what is due, hands [CanaryScript]'s ratings to the intake, and tells the meta
/// receiver once of each night on which nothing came back in time. Between lies the way of every
/// rating: intake, log, fold, drop detector, outbox. [CanaryListener] hears of the canary's
/// transitions before silences and routes do, and queues them for the [LoopBack], which notes the
/// arrival in `canary_run`. Called by the process's wiring; every replica may do any part of it.
@NullMarked
package org.onthaal.aggregation.canary;

import org.jspecify.annotations.NullMarked;
