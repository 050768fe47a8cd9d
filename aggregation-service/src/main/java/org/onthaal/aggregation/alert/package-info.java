/// What an alert is: one rule for one stream, and where it is in its life.
///
/// [AlertMachine] is pure: a state, whether the condition holds and the evaluation time give the
/// next state and the [Transition] between them. [AlertStore] keeps states, alerts and transitions;
/// what changes them runs inside the fold's transaction, seen here only as an [AlertTransaction].
/// `evaluate` drives the machine, `notify` listens to transitions, `operate` shows alerts.
@NullMarked
package org.onthaal.aggregation.alert;

import org.jspecify.annotations.NullMarked;
