/// What people do with alerts: list and watch them, take care of them, close and silence them, have
/// told again what could not be told, and try rules on the past.
///
/// [AlertDesk], [ActionDesk], [SilenceDesk] and [DeadLetterDesk] are the use cases; each has a gRPC
/// and an HTTP door with the same answers and the same refusals. Who may call is decided before a
/// call gets here, by the server; who a caller is, the caller says.
@NullMarked
package org.onthaal.aggregation.operate;

import org.jspecify.annotations.NullMarked;
