/**
 * Brings ratings from the caller to the disk and from there to the server. In: encoded ratings from
 * the client. Out: calls of the server, and what became of each rating.
 */
@NullMarked
package org.onthaal.sdk.internal.delivery;

import org.jspecify.annotations.NullMarked;
