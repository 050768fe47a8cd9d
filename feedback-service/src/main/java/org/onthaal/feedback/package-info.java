/// Takes ratings and publishes what they did to the counts.
///
/// The flow, in reading order: `collect` (doors and the use case), `validate`, `privacy` (the
/// redact step), `store`, `publish`. What things are: `survey`, `rating`, `access`. Beside the
/// flow: `administer` changes the catalogue, `phone` leads calls, `comment` tells what people
/// wrote, `observe` how the service is. [FeedbackServer] wires them; [FeedbackSettings] is
/// everything that can be configured.
@NullMarked
package org.onthaal.feedback;

import org.jspecify.annotations.NullMarked;
