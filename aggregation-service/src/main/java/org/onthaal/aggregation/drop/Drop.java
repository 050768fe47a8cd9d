package org.onthaal.aggregation.drop;

import java.time.Instant;

/// A drop as the strongest of the bets sees it.
///
/// @param size which bet that is: its drop in [Points], a class rather than a measurement
/// @param onset start of the slot with which it most likely began
/// @param evidenceDays a signal this strong appears by chance less than once in so many days
public record Drop(double size, Instant onset, double evidenceDays) {}
