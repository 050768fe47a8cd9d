/// The downstream door: the log, its heads, a recount, and single ratings for an export.
///
/// In: rows of the log as bytes. Out: a stream that is paced by its reader: a slow one is paused,
/// then cut, never buffered. `Protos` makes the bytes that the log keeps, so this package and no
/// other knows what a log row says. Called by aggregation-service and the command line.
@NullMarked
package org.onthaal.feedback.publish;

import org.jspecify.annotations.NullMarked;
