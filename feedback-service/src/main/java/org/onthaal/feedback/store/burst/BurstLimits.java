package org.onthaal.feedback.store.burst;

import java.time.Duration;

/// What one device may give.
///
/// @param ratingsMax that count in any window
/// @param window from the first of them to just before its length is over
public record BurstLimits(int ratingsMax, Duration window) {}
