/// A web site of somebody else, on this machine.
@NullMarked
package org.onthaal.e2e.site;

import org.jspecify.annotations.NullMarked;
