/// What drop alerts promise, tried on synthetic streams: false alarms, delay, and cost, beside what
/// others do.
@NullMarked
package org.onthaal.bench.alerts;

import org.jspecify.annotations.NullMarked;
