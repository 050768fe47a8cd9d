package org.onthaal.feedback.validate;

import java.util.List;
import org.onthaal.feedback.rating.Origin;

/// Is the comment text that can be kept and shown?
final class CommentCheck {
  private final RatingRules rules;

  CommentCheck(RatingRules rules) {
    this.rules = rules;
  }

  /// The comment with plain line ends; what is wrong with it is noted. One that holds only white
  /// space is none. The length of an import is not judged: it is cut later.
  String check(String comment, Origin origin, List<Violation> violations) {
    // Browsers send CR LF for a line break in a form.
    String text = comment.replace("\r\n", "\n");
    if (origin != Origin.IMPORT
        && text.codePointCount(0, text.length()) > rules.commentCodePointsMax()) {
      violations.add(
          new Violation(
              "comment",
              Reason.COMMENT_TOO_LONG,
              "at most " + rules.commentCodePointsMax() + " code points"));
    }
    if (text.chars().anyMatch(CommentCheck::isRefusedControl)) {
      violations.add(
          new Violation(
              "comment",
              Reason.CONTROL_CHARACTER,
              "no control characters other than newline and tab"));
    }
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      violations.add(
          new Violation("comment", Reason.INVALID, "Unicode text without unpaired surrogates"));
    }
    return text.isBlank() ? "" : text;
  }

  private static boolean isRefusedControl(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL
        && codePoint != '\n'
        && codePoint != '\t';
  }
}
