/// Tells how the service is: alive, ready, in figures, and whether its counts are right. Never on
/// the public port.
///
/// In: the fold's states, the store's counters, the recount. Out: `/health/live`, `/health/ready`,
/// `/metrics` and `/verify` on the management door. Called by `AggregationServer` and asked by
/// whoever runs the service.
@NullMarked
package org.onthaal.aggregation.observe;

import org.jspecify.annotations.NullMarked;
