/// The hosted rating page: what a citizen sees who follows a link or a QR code.
///
/// In: a touchpoint's survey and the posted form. Out: HTML in the citizen's language, complete
/// without a script, and a submission for [org.onthaal.feedback.collect.Intake]. Reading a page
/// writes nothing.
@NullMarked
package org.onthaal.feedback.collect.page;

import org.jspecify.annotations.NullMarked;
