/**
 * A desk for parking permits that asks how it went: the smallest whole application around the SDK.
 */
@NullMarked
package org.onthaal.sample.permit;

import org.jspecify.annotations.NullMarked;
