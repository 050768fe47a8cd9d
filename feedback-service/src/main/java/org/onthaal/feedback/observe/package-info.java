/// Tells how the service is: alive, ready, and in figures. Never on the public port.
///
/// In: the counters of `store`. Out: `/health/live`, `/health/ready` and `/metrics` on the
/// management door. Called by `FeedbackServer` and asked by whoever runs the service.
@NullMarked
package org.onthaal.feedback.observe;

import org.jspecify.annotations.NullMarked;
