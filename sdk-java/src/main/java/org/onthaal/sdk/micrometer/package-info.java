/** Figures of a client for applications that have Micrometer; not loaded by others. */
@NullMarked
package org.onthaal.sdk.micrometer;

import org.jspecify.annotations.NullMarked;
