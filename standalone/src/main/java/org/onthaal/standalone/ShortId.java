package org.onthaal.standalone;

import java.util.List;

/// Ids as people read and type them: the first characters are enough where only one begins so.
final class ShortId {
  /// Two of a thousand ids begin alike once in ten thousand lists.
  private static final int CHARACTERS = 8;

  private static final int CHARACTERS_MIN = 4;

  private ShortId() {}

  static String of(String id) {
    return id.substring(0, Math.min(CHARACTERS, id.length()));
  }

  /// The whole id that was meant.
  ///
  /// @param what of which kind, in one word
  /// @throws Complaint when none or several begin so
  static String whole(String typed, String what, List<String> known) {
    if (typed.length() < CHARACTERS_MIN) {
      throw new Complaint(
          "'%s' is too short (expected: at least %d characters of the %s's id)."
              .formatted(typed, CHARACTERS_MIN, what));
    }
    List<String> found = known.stream().filter(id -> id.startsWith(typed)).distinct().toList();
    if (found.isEmpty()) {
      throw new Complaint("There is no %s whose id begins with '%s'.".formatted(what, typed));
    }
    if (found.size() > 1) {
      throw new Complaint(
          "%d ids of %ss begin with '%s': type more of it.".formatted(found.size(), what, typed));
    }
    return found.getFirst();
  }
}
