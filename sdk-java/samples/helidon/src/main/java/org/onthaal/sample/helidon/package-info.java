/** The SDK in a Helidon SE web server. */
@NullMarked
package org.onthaal.sample.helidon;

import org.jspecify.annotations.NullMarked;
