package org.onthaal.feedback.phone;

import java.util.List;

/// What a telephone system says of a call that it hands over. Who calls is not part of it.
///
/// @param peer the telephone system
/// @param call its name of the call
/// @param touchpoint empty for the configured one
/// @param languages tags in order of weight; the empty text says nothing
/// @param dialled numbers in order of weight
public record Ring(
    String peer, String call, String touchpoint, List<String> languages, List<String> dialled) {
  public Ring {
    languages = List.copyOf(languages);
    dialled = List.copyOf(dialled);
  }
}
