/// Hands out the dashboard, which asks the same API as everybody.
@NullMarked
package org.onthaal.aggregation.dashboard;

import org.jspecify.annotations.NullMarked;
