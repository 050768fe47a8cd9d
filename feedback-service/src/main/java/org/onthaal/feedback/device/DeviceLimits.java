package org.onthaal.feedback.device;

import java.time.Duration;

/// What bounds devices.
///
/// @param pairingTtl from the making of a pairing code to its end
/// @param devicesMax of one administration that are not revoked
public record DeviceLimits(Duration pairingTtl, int devicesMax) {}
