/// Ratings that senders had and gave up, as they tell it, so that figures can be read with what
/// they lack.
///
/// In: a [org.onthaal.feedback.loss.LossReport] per sender and time, from `collect`. Out: counts
/// per sender and reason.
@NullMarked
package org.onthaal.feedback.loss;

import org.jspecify.annotations.NullMarked;
