/// Changes the catalogue and shows it to those who run the service.
///
/// In: a catalogue document. Out: the merged catalogue, and one log entry per administration that
/// changed, so that downstream needs no other source. Loopback or service network only.
@NullMarked
package org.onthaal.feedback.administer;

import org.jspecify.annotations.NullMarked;
