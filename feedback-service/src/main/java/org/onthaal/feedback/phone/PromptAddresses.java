package org.onthaal.feedback.phone;

import java.net.URI;
import java.util.function.Supplier;

/// Where a telephone system finds the recordings.
///
/// @param base an address, or a folder of the telephone system with the recordings of each language
///   in a folder of its own; empty for the citizens' door
/// @param door the address of that one
public record PromptAddresses(Prompts prompts, String base, Supplier<URI> door) {
  /// An address; or a path, without ending, as telephone systems name files.
  public String of(Prompts.Place place, Prompt prompt) {
    if (base.startsWith("/")) {
      return base + "/" + place.language() + "/" + prompt.fileName();
    }
    return (base.isEmpty() ? door.get().toString() : base) + prompts.path(place, prompt);
  }
}
