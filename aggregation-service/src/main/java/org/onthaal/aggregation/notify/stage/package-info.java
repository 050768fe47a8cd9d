/// What stands between a transition and its notifications: silences, and alerts that say the same
/// of more.
///
/// [StagedNotifier] hears of transitions first. What [SilenceStage] or [InhibitStage] holds back is
/// kept in `withheld` with its reason and cause; once neither does any more and the alert still
/// fires, it is told after all. Everything else goes on to the notifier at once. What is told later
/// is asked about again: by [LaterStage] before a notification that waited is sent, and before a
/// repetition; by `group` when a group is due.
@NullMarked
package org.onthaal.aggregation.notify.stage;

import org.jspecify.annotations.NullMarked;
