package org.onthaal.feedback.device;

import java.time.Duration;
import org.onthaal.feedback.store.burst.BurstLimits;

/// What bounds devices.
///
/// @param pairingTtl from the making of a pairing code to its end
/// @param devicesMax of one administration that are not revoked
/// @param burst ratings of one device that count
public record DeviceLimits(Duration pairingTtl, int devicesMax, BurstLimits burst) {}
