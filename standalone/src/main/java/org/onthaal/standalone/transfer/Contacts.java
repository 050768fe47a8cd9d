package org.onthaal.standalone.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.onthaal.standalone.ratingfile.RatingLine;

/// Puts neighbouring lines with the same `contact` together; every other line stands alone.
///
/// Not safe for several threads.
final class Contacts {
  private final Consumer<List<RatingLine>> groups;
  private final Map<String, Long> seen = new HashMap<>();
  private List<RatingLine> open = new ArrayList<>();

  Contacts(Consumer<List<RatingLine>> groups) {
    this.groups = groups;
  }

  void add(RatingLine line) {
    String contact = line.contact();
    if (contact.isEmpty()) {
      end();
      groups.accept(List.of(line));
      return;
    }
    if (!open.isEmpty() && open.getFirst().contact().equals(contact)) {
      open.add(line);
      return;
    }
    end();
    Long earlier = seen.putIfAbsent(contact, line.raw().number());
    open.add(
        earlier == null
            ? line
            : RatingLine.Bad.of(
                line,
                List.of(
                    "contact: '%s' was used by record %d (expected: lines of one contact follow each other)"
                        .formatted(contact, earlier))));
  }

  /// Hands out the last group.
  void end() {
    if (!open.isEmpty()) {
      List<RatingLine> complete = open;
      open = new ArrayList<>();
      groups.accept(complete);
    }
  }
}
