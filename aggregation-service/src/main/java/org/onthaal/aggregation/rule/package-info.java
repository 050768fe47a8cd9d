/// What is watched: rules, and the file they are written in.
///
/// A rule names a condition on one window of answers ([Rule.Threshold], [Rule.Decline]), on slots
/// of time ([Rule.Slotwise]) or on the absence of answers ([Rule.Absence]), which streams it is
/// about, and how long it must hold. In goes YAML text; out comes a [RuleSet], or every problem of
/// the file at once with line, path and expectation. Nothing here knows counts, alerts or the
/// clock. `evaluate` judges rules, `notify` reads its routes with the same [YamlSection].
@NullMarked
package org.onthaal.aggregation.rule;

import org.jspecify.annotations.NullMarked;
