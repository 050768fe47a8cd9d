/// Reading the rules file and the routes file together, and again when they change.
///
/// In: both files, and the files of secrets that the routes file names. Out: a [Reading], which is
/// everything that they say or everything that is wrong with them. A [ReloadLoop] has [Reload] look
/// at them regularly; whoever listens hears of each new content once.
@NullMarked
package org.onthaal.aggregation.reload;

import org.jspecify.annotations.NullMarked;
