/// What a team and an administration do on the dashboard, in a real browser.
@NullMarked
package org.onthaal.e2e.dashboard;

import org.jspecify.annotations.NullMarked;
