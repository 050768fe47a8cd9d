package org.onthaal.feedback.store;

import java.util.concurrent.CompletableFuture;

/// A row that waits for its commit, and who waits for the outcome.
record Pending(StoredRow row, CompletableFuture<Appended> outcome) {}
