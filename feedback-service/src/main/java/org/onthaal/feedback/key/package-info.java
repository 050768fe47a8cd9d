/// Keys of callers on other machines: their text, what is kept of them, and whether one still opens
/// a door.
///
/// In: a text that a caller shows. Out: the [org.onthaal.feedback.key.AccessKey], or why not. Asked
/// by `collect` for each call and by the pages for invitations; changed by `administer`.
@NullMarked
package org.onthaal.feedback.key;

import org.jspecify.annotations.NullMarked;
