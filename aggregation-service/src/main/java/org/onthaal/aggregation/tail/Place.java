package org.onthaal.aggregation.tail;

/// Where and how a contact was rated: the catalogue's codes, and the language, empty when unknown.
public record Place(
    String administration, String service, String touchpoint, String channel, String language) {}
