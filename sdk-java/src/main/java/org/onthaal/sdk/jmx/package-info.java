/** Figures of a client for JMX consoles; not loaded by applications that do not ask for it. */
@NullMarked
package org.onthaal.sdk.jmx;

import org.jspecify.annotations.NullMarked;
