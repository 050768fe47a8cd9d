/// Counts the ratings that feedback-service logs, answers what the figures are, and watches them.
///
/// In reading order: `tail` follows the log, `fold` turns its entries into counts per window in the
/// transaction that moves the checkpoint, `evaluate` judges rules on them in the same transaction,
/// `notify` tells whoever should know, `report` answers questions about figures and `operate` about
/// alerts. `measure` says what figures mean, `drop` whether they fell, `rule` and `alert` what is
/// watched, `reload` reads the files that say so, `door` who may come in and how a problem is told,
/// `observe` how the service itself is doing; `heartbeat` and `canary` prove that an alert would
/// arrive. [AggregationServer] connects the steps; [AggregationSettings] holds every limit.
@NullMarked
package org.onthaal.aggregation;

import org.jspecify.annotations.NullMarked;
