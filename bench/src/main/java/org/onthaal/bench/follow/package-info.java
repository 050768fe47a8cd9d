/// How fast and how soon aggregation-service follows what feedback-service took in.
@NullMarked
package org.onthaal.bench.follow;

import org.jspecify.annotations.NullMarked;
