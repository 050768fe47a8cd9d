/// What the figures are: counts per score, the share and mean that follow from them, and how
/// uncertain these are.
///
/// In: counts. Out: estimates with their intervals, and which results too few people are behind to
/// be shown. Called by every step that states a figure. Knows no time, no store and no transport;
/// the definitions are those of the survey literature, cited beside each formula.
@NullMarked
package org.onthaal.aggregation.measure;

import org.jspecify.annotations.NullMarked;
