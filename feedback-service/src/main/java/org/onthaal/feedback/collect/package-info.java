/// The doors of the citizens and the use case behind them.
///
/// In: a rating over gRPC or HTTP. Out: a receipt, after the commit that made it durable, or a
/// [Problem]. [Intake] validates, redacts and appends, so each rule exists once for both doors;
/// `Protos` and `Problems` turn the contract into domain values and back.
@NullMarked
package org.onthaal.feedback.collect;

import org.jspecify.annotations.NullMarked;
