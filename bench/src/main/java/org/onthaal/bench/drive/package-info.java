/// Traffic: the ratings that are sent, who sends them and how many at a time, and what one way of
/// storing them did in a round.
@NullMarked
package org.onthaal.bench.drive;

import org.jspecify.annotations.NullMarked;
