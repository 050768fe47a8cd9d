/// One-time links that administrations sign and this service checks.
///
/// In: the token of a link. Out: the [org.onthaal.feedback.invitation.Invitation], or why not.
/// Asked by the hosted page. What makes a link good for one rating is the id in it, which is the
/// rating's.
@NullMarked
package org.onthaal.feedback.invitation;

import org.jspecify.annotations.NullMarked;
