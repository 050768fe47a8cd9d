/// What is asked where: administrations, their services and touchpoints, and the versions of
/// surveys.
///
/// In: a catalogue document ([CatalogFile]) and the database. Out: an immutable snapshot that every
/// step of the flow may read without waiting ([SurveyCatalog]). The truth is the database; each
/// replica keeps a copy in memory and notices within seconds when another one changed it.
@NullMarked
package org.onthaal.feedback.survey;

import org.jspecify.annotations.NullMarked;
