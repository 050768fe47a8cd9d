/// What people do with Onthaal, done to the packaged processes through their public doors: the
/// command line, HTTP, gRPC and a real browser. Nothing here reaches into a service.
@NullMarked
package org.onthaal.e2e;

import org.jspecify.annotations.NullMarked;
