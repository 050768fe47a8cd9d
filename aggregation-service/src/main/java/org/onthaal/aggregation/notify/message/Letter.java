package org.onthaal.aggregation.notify.message;

import java.util.List;

/// News in the words of one language, not yet laid out.
///
/// @param title one line
public record Letter(String title, Tone tone, List<Part> parts) {
  public Letter {
    parts = List.copyOf(parts);
  }

  /// How it should look.
  public enum Tone {
    CRITICAL,
    WARNING,
    INFO,
    RESOLVED
  }

  /// One thing that is told.
  ///
  /// @param lead one sentence
  public record Part(String lead, List<Fact> facts, List<Link> links) {
    public Part {
      facts = List.copyOf(facts);
      links = List.copyOf(links);
    }
  }

  public record Fact(String name, String value) {}

  public record Link(String title, String address) {}
}
