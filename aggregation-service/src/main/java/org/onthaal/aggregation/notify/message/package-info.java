/// What people read: a queued message in the words of four languages.
///
/// In: the body of a notification, as [NewsReader] takes it apart into [News]. Out: a [Letter] in
/// the receiver's [org.onthaal.aggregation.notify.Language], which chats, mail and PagerDuty lay
/// out in their own way. Figures and codes only, never a comment.
@NullMarked
package org.onthaal.aggregation.notify.message;

import org.jspecify.annotations.NullMarked;
