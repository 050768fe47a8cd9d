/// Kiosks as those who take care of them meet them.
@NullMarked
package org.onthaal.e2e.device;

import org.jspecify.annotations.NullMarked;
