/// Whether satisfaction fell, as evidence that is counted in days.
///
/// In: the counts of closed slots, one after the other, and what is usual for the stream. Out: the
/// next state, a plain value, and what is seen in it. Called by the step that evaluates rules, and
/// by whoever recomputes an alert. Pure functions of counts: no clock, no store, no chance.
///
/// [Points] say what an answer is worth, [SeasonalBaseline] or [FixedTarget] what is usual, their
/// [Reference] what a slot is judged against. [DropEvidence] bets against the reference and
/// [Recovery] against the drop; [DropDetector] puts them together. If the stream is at or above its
/// reference, E[false alarms in T days] is at most T / threshold, at any volume, looked at as often
/// as one likes. [NoRatings] watches the volume, [AlarmBudget] and [EvidenceRanking] many streams,
/// [DetectionPlan] says beforehand how long a drop will take to be seen.
///
/// Source: J. Shin, A. Ramdas, A. Rinaldo, "E-detectors", New England Journal of Statistics in Data
/// Science 2 (2024), with the elapsed time in the place of the number of observations.
@NullMarked
package org.onthaal.aggregation.drop;

import org.jspecify.annotations.NullMarked;
