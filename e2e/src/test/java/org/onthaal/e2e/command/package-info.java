/// The command line as processes of their own.
@NullMarked
package org.onthaal.e2e.command;

import org.jspecify.annotations.NullMarked;
