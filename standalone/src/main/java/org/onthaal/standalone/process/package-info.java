/// The one process: a data folder, an embedded PostgreSQL that is watched and restarted, and both
/// services beside it, joined by real gRPC on loopback.
///
/// In: the options of `run`. Out: open doors, and `ports.json` in the data folder, by which the
/// other commands find them. Everything is started in one order (lock, ports, database, migrations,
/// feedback-service, aggregation-service) and stopped in the reverse one.
@NullMarked
package org.onthaal.standalone.process;

import org.jspecify.annotations.NullMarked;
