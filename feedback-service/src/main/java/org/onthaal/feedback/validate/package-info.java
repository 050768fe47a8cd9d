/// The first step after a door: is a [org.onthaal.feedback.rating.Draft] a rating?
///
/// In: a draft, the catalogue, the time of arrival. Out: a [Verdict] with the rating, or with
/// everything that is wrong, each as field, reason and expectation. Called by `collect.Intake`.
/// Does no I/O and throws only for bugs.
@NullMarked
package org.onthaal.feedback.validate;

import org.jspecify.annotations.NullMarked;
