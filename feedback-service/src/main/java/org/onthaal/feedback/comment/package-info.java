/// What people wrote, newest first, for those who read it beside the figures.
///
/// In: filters, words and a page. Out: comments as they are stored, and how far back was looked.
/// The database is asked by place and time, the rest is decided here, so that a rare word costs a
/// bounded look and no pattern language stands between a reader and the comments. Called by
/// `FeedbackServer`'s gRPC door.
@NullMarked
package org.onthaal.feedback.comment;

import org.jspecify.annotations.NullMarked;
