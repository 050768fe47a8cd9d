/// Kiosks at this service's door: feedback-service keeps them, and is asked.
///
/// In: calls of the dashboard over HTTP. Out: what feedback-service answers over gRPC, its refusals
/// unchanged. Nothing of it is kept here, least of all a code of staff. Called by
/// `AggregationServer`'s doors.
@NullMarked
package org.onthaal.aggregation.device;

import org.jspecify.annotations.NullMarked;
