/// The element in a real browser, against a door that checks what it is sent.
@NullMarked
package org.onthaal.widget;

import org.jspecify.annotations.NullMarked;
