/// E-mail: text and HTML over TLS, one thread of messages per alert.
///
/// In: a notification, put into words by `message`. Out: an
/// [org.onthaal.aggregation.notify.Outcome]. The only package that speaks SMTP.
@NullMarked
package org.onthaal.aggregation.notify.email;

import org.jspecify.annotations.NullMarked;
