/// How long the services take to start and what memory they hold while nothing happens.
@NullMarked
package org.onthaal.bench.start;

import org.jspecify.annotations.NullMarked;
