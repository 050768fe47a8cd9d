/// The rating file: UTF-8 CSV with a header, plain or gzip, one answer per line.
///
/// In: bytes of a file. Out: records with their number and line, checked column by column, and the
/// id that a record without one gets. Nothing here knows a server: `transfer` sends what this
/// package reads. A record that cannot be read is a value with its reason, never an exception, so
/// that one bad line does not stop the rest.
@NullMarked
package org.onthaal.standalone.ratingfile;

import org.jspecify.annotations.NullMarked;
