/// Kiosks at this service's door: feedback-service keeps them, and is asked.
///
/// In: calls of the dashboard over HTTP. Out: what feedback-service answers over gRPC, its refusals
/// unchanged. Nothing of it is kept here, least of all a code of staff. [DeviceWatch] asks by
/// itself, and hands what it hears to `evaluate.kiosk`. Called by `AggregationServer`.
@NullMarked
package org.onthaal.aggregation.device;

import org.jspecify.annotations.NullMarked;
