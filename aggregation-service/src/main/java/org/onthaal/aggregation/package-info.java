/// Counts the ratings that feedback-service logs, answers what the figures are, and watches them.
///
/// In reading order: `tail` follows the log, `fold` turns its entries into counts per window in the
/// transaction that moves the checkpoint, `report` answers questions about them. `measure` says
/// what the figures mean, `access` who may ask, `observe` how the service itself is doing.
/// [AggregationServer] connects the steps; [AggregationSettings] holds every limit.
@NullMarked
package org.onthaal.aggregation;

import org.jspecify.annotations.NullMarked;
