/** Asks for figures: one call, no retries, an answer in any case. */
@NullMarked
package org.onthaal.sdk.internal.score;

import org.jspecify.annotations.NullMarked;
