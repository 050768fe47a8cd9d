/// Keeps ratings and the log of what they did to the counts.
///
/// In: a valid, redacted rating with its fingerprint. Out: an [Appended], only after the commit
/// that made it durable. Writers drain bounded queues without linger and commit in batches; callers
/// wait on a future. Facts are bytes to this package: the encoder comes from outside. Called by
/// `collect` (append, amend, erase), `publish` (read) and `administer` (catalogue changes).
@NullMarked
package org.onthaal.feedback.store;

import org.jspecify.annotations.NullMarked;
