/// Kiosks as managed devices: letting one in, telling it what to do, hearing how it is, sending it
/// away.
///
/// In: settings from people who manage devices, codes and heartbeats from devices. Out: pairing
/// codes, keys, orders, and what is known of each device. A device's key is an access key of scope
/// `device`; what a device says by it as ratings goes through `collect` like everybody's. Called by
/// `FeedbackServer`'s doors.
@NullMarked
package org.onthaal.feedback.device;

import org.jspecify.annotations.NullMarked;
