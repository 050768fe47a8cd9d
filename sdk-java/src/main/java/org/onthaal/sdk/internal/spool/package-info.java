/**
 * Keeps ratings on the disk until the server has them: append-only segments, forced before anything
 * is promised, read in order.
 *
 * <p>In: encoded ratings from {@code internal.delivery}. Out: the same, oldest first, also after a
 * crash. A damaged record costs that record, never a file. Nothing in here knows what a rating is.
 */
@NullMarked
package org.onthaal.sdk.internal.spool;

import org.jspecify.annotations.NullMarked;
