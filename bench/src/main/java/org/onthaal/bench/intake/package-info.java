/// How fast ratings are taken in, beside what others do.
@NullMarked
package org.onthaal.bench.intake;

import org.jspecify.annotations.NullMarked;
