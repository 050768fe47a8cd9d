/// What our SDK keeps, and what it costs its caller, while server, network and process fail: beside
/// others that keep unsent items on the disk.
@NullMarked
package org.onthaal.bench.sdk;

import org.jspecify.annotations.NullMarked;
