/// Whether the drop rules keep the budget of their file.
///
/// In: the rules, and how many streams each watches by now. Out: what false alarms are to be
/// expected of all of them together, beside what the file accepts. Called by metrics and
/// back-tests.
@NullMarked
package org.onthaal.aggregation.evaluate.budget;

import org.jspecify.annotations.NullMarked;
