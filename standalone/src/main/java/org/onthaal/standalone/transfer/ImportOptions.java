package org.onthaal.standalone.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// What the person who imports has chosen.
///
/// @param source name that makes the ids of records without one; empty: the file's digest does
/// @param createMissing whether to add what the file names and the catalogue lacks
/// @param zone of administrations that are added
/// @param rejected where bad records go
/// @param patience how long a door may be away
public record ImportOptions(
    Path file,
    Optional<String> source,
    boolean createMissing,
    Optional<ZoneId> zone,
    Path rejected,
    Duration patience) {}
