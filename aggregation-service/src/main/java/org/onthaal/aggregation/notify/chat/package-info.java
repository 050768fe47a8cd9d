/// Rooms of a chat: Slack, Microsoft Teams and Mattermost.
///
/// In: a notification, put into words by `message`. Out: an
/// [org.onthaal.aggregation.notify.Outcome]. Each layout is a pure function from a letter to JSON.
@NullMarked
package org.onthaal.aggregation.notify.chat;

import org.jspecify.annotations.NullMarked;
