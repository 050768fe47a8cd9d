/// What the installation is told to watch and whom to tell, for people: the rule file shown and
/// replaced, receivers and routes shown, and whether a message would arrive.
///
/// [RuleDesk] and [ReceiverDesk] are the use cases; each has a gRPC and an HTTP door with the same
/// answers and refusals. The files are the truth: `reload` puts in force what stands in them.
@NullMarked
package org.onthaal.aggregation.configure;

import org.jspecify.annotations.NullMarked;
