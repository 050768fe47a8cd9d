/**
 * Sends ratings to Onthaal from an application of an administration: durable or told.
 *
 * <p>{@link org.onthaal.sdk.FeedbackClient} takes {@link org.onthaal.sdk.Rating}s and says at once
 * which promise holds ({@link org.onthaal.sdk.Submission}); {@link org.onthaal.sdk.FeedbackOptions}
 * says where to send them and where to keep them until then.
 */
@NullMarked
package org.onthaal.sdk;

import org.jspecify.annotations.NullMarked;
