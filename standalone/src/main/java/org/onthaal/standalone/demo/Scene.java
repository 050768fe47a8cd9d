package org.onthaal.standalone.demo;

import org.onthaal.v1.Channel;

/// A touchpoint of the example on one channel, and who comes there.
///
/// @param touchpoint key
/// @param perDay ratings of a usual working day
/// @param gloom 0 to 1: how little reason people have to be content on a usual day
record Scene(
    String touchpoint,
    Channel channel,
    double perDay,
    Pattern pattern,
    Questionnaire survey,
    double gloom) {}
