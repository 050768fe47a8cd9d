/// The packaged processes under faults: killed, frozen, cut off, with a database that goes away and
/// a disk that is full. After each fault the same invariants hold, which a checker finds out from
/// the recorded history and from SQL.
@NullMarked
package org.onthaal.e2e.fault;

import org.jspecify.annotations.NullMarked;
