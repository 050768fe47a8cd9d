/// How fast questions over long ranges are answered, beside scans of the raw ratings.
@NullMarked
package org.onthaal.bench.report;

import org.jspecify.annotations.NullMarked;
