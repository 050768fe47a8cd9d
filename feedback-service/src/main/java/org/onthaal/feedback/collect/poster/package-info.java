/// The printable poster of a touchpoint: `Poster` says what stands where, `SvgPoster` and
/// `PdfPoster` draw it.
@NullMarked
package org.onthaal.feedback.collect.poster;

import org.jspecify.annotations.NullMarked;
