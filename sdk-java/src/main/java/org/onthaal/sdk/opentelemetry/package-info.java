/** Figures of a client for applications that have OpenTelemetry; not loaded by others. */
@NullMarked
package org.onthaal.sdk.opentelemetry;

import org.jspecify.annotations.NullMarked;
