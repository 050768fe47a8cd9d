/// How many chose what: the choices of ratings, counted by day beside the score that the same
/// rating gave. Kept by the fold in the transaction of its other counts, and exact in the same way.
///
/// Days only: reasons are read over weeks, and hours would be many rows with a count of one.
@NullMarked
package org.onthaal.aggregation.fold.choice;

import org.jspecify.annotations.NullMarked;
