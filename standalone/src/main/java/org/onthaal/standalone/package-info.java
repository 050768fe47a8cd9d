/// The one process and the command line: one class per command, each thin.
///
/// In: words typed by a person. Out: text for that person, and an exit code: 0 when all is well, 1
/// when bad lines or a difference were found, 2 when the words or the machine have to change first.
/// `process` starts and stops an installation, `ratingfile` reads its file format, `transfer` moves
/// files through the public doors; the services themselves know none of this.
@NullMarked
package org.onthaal.standalone;

import org.jspecify.annotations.NullMarked;
