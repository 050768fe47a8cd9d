/** What the client is made of and no caller sees: encoding, checking, ids. */
@NullMarked
package org.onthaal.sdk.internal;

import org.jspecify.annotations.NullMarked;
