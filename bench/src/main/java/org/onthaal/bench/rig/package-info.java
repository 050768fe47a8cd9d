/// What every bench stands on: a PostgreSQL of its own, processes of their own, the kernel's books
/// of their CPU and memory, and what was found in the end.
@NullMarked
package org.onthaal.bench.rig;

import org.jspecify.annotations.NullMarked;
