/// Kiosks in a real browser before the packaged service: what people pressed there is stored, once,
/// whatever happens to the service, the network, the browser and the power.
@NullMarked
package org.onthaal.e2e.kiosk;

import org.jspecify.annotations.NullMarked;
