/// What the two doors have in common: who may come in, and how a problem is told.
///
/// A [org.onthaal.v1.Problem] is one value; [GrpcProblems] and [HttpProblems] give it the form of a
/// door. [PathTable] says which paths there are. Used by the services of `report` and `operate` and
/// by the servers.
@NullMarked
package org.onthaal.aggregation.door;

import org.jspecify.annotations.NullMarked;
