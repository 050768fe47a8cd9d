/// Measures speed beside what others do: in one run, on one PostgreSQL, cells interleaved, figures
/// as ratios and as CPU per rating. Every process that takes part is a process of its own, so that
/// its CPU can be told apart.
@NullMarked
package org.onthaal.bench;

import org.jspecify.annotations.NullMarked;
