/// The dashboard's files, for whoever serves them.
@NullMarked
package org.onthaal.dashboard;

import org.jspecify.annotations.NullMarked;
