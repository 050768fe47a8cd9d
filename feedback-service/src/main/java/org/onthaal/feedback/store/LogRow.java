package org.onthaal.feedback.store;

import java.time.Instant;

/// One row of the log: everything that one commit did to one partition.
// The bytes are handed on without a copy: a page of them is read once and sent once.
@SuppressWarnings("ArrayRecordComponent")
public record LogRow(Offset offset, Instant appendedAt, byte[] facts) {}
