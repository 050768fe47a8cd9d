/// The kiosk in a real browser, against a door that checks what it is sent.
@NullMarked
package org.onthaal.widget.kiosk;

import org.jspecify.annotations.NullMarked;
