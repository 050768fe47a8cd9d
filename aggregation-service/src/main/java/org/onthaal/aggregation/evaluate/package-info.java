/// Judges rules: counts in, evaluations out, and from those the life of each alert.
///
/// [Evaluator] is the one place where a rule meets figures; live judging, back-tests and the known
/// answers all go through it. [LiveEvaluation] is called inside the fold's transaction for each
/// batch and each tick, decides which streams to judge, and drives
/// [org.onthaal.aggregation.alert.AlertMachine]. [Backtest] walks the windows of the past and keeps
/// nothing.
@NullMarked
package org.onthaal.aggregation.evaluate;

import org.jspecify.annotations.NullMarked;
