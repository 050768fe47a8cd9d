package org.onthaal.aggregation.notify;

/// A receiver as the routes file describes it.
///
/// @param language of everything that people read; a webhook carries figures and codes
public record ReceiverSpec(String name, Language language, Destination destination) {}
