/// Removes what could name a person, and keeps the keys of what must be recognised again.
///
/// In: the comment of a valid rating; out: its redacted text, the only one that is kept. The keyed
/// fingerprint tells a retry from a reused id; the receipt code is the right to amend or erase, and
/// is computed, never stored. Called by `collect`. No I/O but the key folder.
@NullMarked
package org.onthaal.feedback.privacy;

import org.jspecify.annotations.NullMarked;
