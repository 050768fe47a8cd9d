/// What a rating is: one contact of one person, with its answers, its place and its times.
///
/// A [Draft] is what a sender gave, believed in nothing; a [Rating] is what was found valid and is
/// stored. Nothing here knows a door, a table or a key.
@NullMarked
package org.onthaal.feedback.rating;

import org.jspecify.annotations.NullMarked;
