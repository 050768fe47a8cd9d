package org.onthaal.feedback.store.burst;

import java.time.Instant;

/// A rating as a device's press.
///
/// @param device id of the device's key
/// @param ratedAt corrected
public record Press(String device, Instant ratedAt) {}
