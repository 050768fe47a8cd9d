package org.onthaal.feedback.key;

/// A key with the code that tells whether a text is it. The array is never written to.
@SuppressWarnings("ArrayRecordComponent") // Never compared or shown.
record StoredKey(AccessKey key, byte[] code) {}
