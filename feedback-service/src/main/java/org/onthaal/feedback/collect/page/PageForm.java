package org.onthaal.feedback.collect.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.onthaal.feedback.collect.Submission;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// The fields of a form as a browser sends them, by name, in the order in which they came.
record PageForm(Map<String, List<String>> fields) {
  static final String ID = "id";
  static final String LANGUAGE = "lang";
  static final String VIA = "via";
  static final String VERSION = "version";
  static final String COMMENT = "comment";
  static final String DONT_KNOW = "dont-know";
  static final String VIA_QR = "qr";
  static final PageForm EMPTY = new PageForm(Map.of());

  // Four digits are more than any scale or survey has, and fit an int.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  PageForm {
    fields = Map.copyOf(fields);
  }

  /// Reads `application/x-www-form-urlencoded` as UTF-8; empty where a percent sign is followed by
  /// something else than two hexadecimal digits.
  static Optional<PageForm> parse(String body) {
    Map<String, List<String>> fields = new HashMap<>();
    try {
      for (String pair : body.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        fields.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
      }
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    return Optional.of(new PageForm(fields));
  }

  static String nameOf(Question question) {
    return "answer." + question.code();
  }

  /// The same form with one more field.
  PageForm with(String name, String value) {
    Map<String, List<String>> all = new HashMap<>(fields);
    all.put(name, List.of(value));
    return new PageForm(all);
  }

  String first(String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  /// The id that the page was given; empty where it is absent or was tampered with.
  Optional<RatingId> id() {
    return RatingId.parse(first(ID)).filter(RatingId::isVersion7);
  }

  Optional<Integer> version() {
    return Optional.of(first(VERSION))
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf);
  }

  boolean isChosen(Question question, String value) {
    return first(nameOf(question)).equals(value);
  }

  /// The comment with the line ends that a person typed.
  String comment() {
    return first(COMMENT).replace("\r\n", "\n");
  }

  /// The comment without what no person can see or correct.
  String visibleComment() {
    StringBuilder out = new StringBuilder();
    comment()
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// The rating that was meant, with everything in it that could not be read.
  Submission submission(LocalizedSurvey survey, RatingId id) {
    List<Violation> unreadable = new ArrayList<>();
    List<DraftAnswer> answers = new ArrayList<>();
    for (Question question : survey.survey().questions()) {
      List<String> given = fields.getOrDefault(nameOf(question), List.of(""));
      if (given.stream().allMatch(String::isEmpty)) {
        if (question.equals(survey.survey().coreQuestion())) {
          unreadable.add(
              new Violation("answers", Reason.MISSING, "an answer to " + question.code()));
        }
      } else {
        given.forEach(text -> answers.add(answer(question, text, answers.size(), unreadable)));
      }
    }
    Draft draft =
        new Draft(
            id.toString(),
            Optional.empty(),
            Optional.empty(),
            survey.touchpoint().key(),
            channel(survey),
            survey.language().subtag(),
            survey.survey().version(),
            answers,
            comment(),
            Origin.LIVE);
    return new Submission(draft, unreadable);
  }

  private static DraftAnswer answer(
      Question question, String text, int index, List<Violation> unreadable) {
    Optional<AnswerValue> value = Optional.empty();
    if (text.equals(DONT_KNOW)) {
      value = Optional.of(new AnswerValue.DontKnow());
    } else if (NUMBER.matcher(text).matches()) {
      value = Optional.of(new AnswerValue.Score(Integer.parseInt(text)));
    } else {
      unreadable.add(
          new Violation(
              "answers[" + index + "].score", Reason.SCORE_OUT_OF_RANGE, "a score of the scale"));
    }
    return new DraftAnswer(question.code(), Optional.of(question.metric()), value);
  }

  // Only where the touchpoint has it: a copied link must not make a person's rating invalid.
  private Optional<Channel> channel(LocalizedSurvey survey) {
    return isQr() && survey.touchpoint().channels().contains(Channel.QR)
        ? Optional.of(Channel.QR)
        : Optional.empty();
  }

  boolean isQr() {
    return first(VIA).equals(VIA_QR);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
