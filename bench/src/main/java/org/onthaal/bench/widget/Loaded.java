package org.onthaal.bench.widget;

/// What it took until the form could be used.
///
/// @param formMillis from the navigation until the form is there; where a button opens it: until
///   the button is there, and from its press until the form is
/// @param mainMillis what the main thread was busy with
/// @param scriptBytes scripts after gzip
/// @param bytes all answers after gzip, the page included
record Loaded(double formMillis, double mainMillis, long scriptBytes, long bytes, int requests) {}
