/// Moves rating files into and out of a running installation, through its public doors only.
///
/// In: a rating file, or a question for ratings. Out: ratings at the gRPC door, in batches, several
/// on their way at once, retried until they are acknowledged; or the same file format back. Called
/// by the commands `import` and `export`; nothing here touches a database.
@NullMarked
package org.onthaal.standalone.transfer;

import org.jspecify.annotations.NullMarked;
