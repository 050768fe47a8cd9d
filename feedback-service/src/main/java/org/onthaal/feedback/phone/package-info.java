/// The call: what a caller hears, what the keys mean, and what becomes of it.
///
/// In: what happened in a call, from a door that speaks with a telephone system. Out: what to say
/// next, and one rating through the same [org.onthaal.feedback.collect.Intake] as every other door.
/// [CallFlow] decides without knowing who asks, so each further door (another protocol beside
/// `agi`) is a package of its own beneath this one, which turns events and steps into its bytes.
/// [Calls] is what doors do; [Prompts] is what callers hear.
@NullMarked
package org.onthaal.feedback.phone;

import org.jspecify.annotations.NullMarked;
