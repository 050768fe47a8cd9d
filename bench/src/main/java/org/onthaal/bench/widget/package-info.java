/// What the widget costs the page and the person, in a real browser slowed down, beside the widgets
/// of others.
@NullMarked
package org.onthaal.bench.widget;

import org.jspecify.annotations.NullMarked;
