package org.onthaal.feedback.phone.agi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Asterisk answered to a command.
///
/// @param code 200, or why there is no result: 510, 511, 520
/// @param result the text after `result=`, empty where there is none
/// @param timedOut whether it says `(timeout)`
record AgiAnswer(int code, String result, boolean timedOut) {
  static final int DONE = 200;
  static final int DEAD = 511;

  private static final Pattern LINE = Pattern.compile("([0-9]{3})([ -])(.*)");
  private static final Pattern RESULT = Pattern.compile("^result=(-?[0-9*#A-D]{0,64})(?= |$)(.*)");

  /// The first line of an answer.
  ///
  /// @param goesOn whether lines follow, up to one that begins with the code and a space
  record Head(AgiAnswer answer, boolean goesOn) {}

  /// Empty where the line is no answer.
  static Optional<Head> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int code = Integer.parseInt(matcher.group(1));
    boolean goesOn = matcher.group(2).equals("-");
    Matcher result = RESULT.matcher(matcher.group(3));
    if (code != DONE) {
      return Optional.of(new Head(new AgiAnswer(code, "", false), goesOn));
    }
    return result.matches() && !goesOn
        ? Optional.of(
            new Head(
                new AgiAnswer(code, result.group(1), result.group(2).contains("(timeout)")), false))
        : Optional.empty();
  }

  boolean isDone() {
    return code == DONE;
  }

  /// Whether the command failed: the caller is gone, or a prompt is missing.
  boolean isFailed() {
    return !isDone() || result.equals("-1");
  }

  /// The key whose ASCII code the result is; empty for none.
  Optional<String> key() {
    if (!isDone() || !result.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int ascii = Integer.parseInt(result);
    return ascii == 0 ? Optional.empty() : Optional.of(String.valueOf((char) ascii));
  }
}
