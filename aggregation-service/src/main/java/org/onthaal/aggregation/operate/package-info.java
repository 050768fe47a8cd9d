/// What people do with alerts: list them, watch them, and try rules on the past.
///
/// [AlertDesk] is the use case; [AlertGrpcService] and [AlertHttpService] are its two doors with
/// the same answers and the same refusals. Reads what `evaluate` and `alert` wrote; changes
/// nothing. Who may call is decided before a call gets here, by the server.
@NullMarked
package org.onthaal.aggregation.operate;

import org.jspecify.annotations.NullMarked;
