package org.onthaal.feedback.collect.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.onthaal.feedback.collect.Submission;
import org.onthaal.feedback.invitation.Invitation;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Hints;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.ChoiceQuestion;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// The fields of a form as a browser sends them, by name, in the order in which they came.
///
/// @param invitation the one that it came with, once that is known to be one
record PageForm(Map<String, List<String>> fields, Optional<Invitation> invitation) {
  static final String ID = "id";
  static final String LANGUAGE = "lang";
  static final String VIA = "via";
  static final String VERSION = "version";
  static final String COMMENT = "comment";
  static final String DONT_KNOW = "dont-know";
  static final String VIA_QR = "qr";

  /// The answer to the core question, under a name that needs no survey to be known: what a form on
  /// a page of somebody else uses.
  static final String SCORE = "score";

  /// The code of the receipt: the rating is stored, and this form adds to it.
  static final String RECEIPT_CODE = "code";

  /// Which of the survey's pages the form was on, from 1.
  static final String STEP = "step";

  /// A field that no person sees. Whoever fills in whatever there is fills it in.
  static final String TRAP = "pelican";

  /// Before the key of each entry of the context.
  static final String CONTEXT = "context.";

  /// The token of the invitation that led to the page.
  static final String INVITATION = "invitation";

  static final PageForm EMPTY = new PageForm(Map.of(), Optional.empty());

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
    return Optional.of(new PageForm(fields, Optional.empty()));
  }

  static String nameOf(Question question) {
    return "answer." + question.code();
  }

  /// The same form with one more field.
  PageForm with(String name, String value) {
    Map<String, List<String>> all = new HashMap<>(fields);
    all.put(name, List.of(value));
    return new PageForm(all, invitation);
  }

  /// The same form, held to an invitation.
  PageForm invited(String token, Invitation known) {
    return new PageForm(with(INVITATION, token).fields(), Optional.of(known));
  }

  String first(String name) {
    return fields.getOrDefault(name, List.of("")).getFirst();
  }

  /// The id that the page was given; empty where it is absent or was tampered with.
  Optional<RatingId> id() {
    return invitation
        .map(Invitation::ratingId)
        .or(() -> RatingId.parse(first(ID)).filter(RatingId::isVersion7));
  }

  Optional<Integer> version() {
    return Optional.of(first(VERSION))
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf);
  }

  /// Which of the survey's pages it was on, from 1.
  int step() {
    return Optional.of(first(STEP))
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf)
        .filter(step -> step >= 1)
        .orElse(1);
  }

  /// Whether it stood on a page of somebody else.
  boolean isFromElsewhere() {
    return !first(SCORE).isEmpty();
  }

  boolean wasAskedForComment() {
    return fields.containsKey(COMMENT);
  }

  /// Whether it adds to a rating that is stored.
  boolean isStored() {
    return !first(RECEIPT_CODE).isEmpty();
  }

  boolean isChosen(Survey survey, Question question, String value) {
    return given(survey, question).contains(value);
  }

  /// What stands in the fields of a question; nothing where it was left out.
  List<String> given(Survey survey, Question question) {
    List<String> given = filled(nameOf(question));
    return given.isEmpty() && question.equals(survey.coreQuestion()) ? filled(SCORE) : given;
  }

  private List<String> filled(String name) {
    return fields.getOrDefault(name, List.of()).stream().filter(text -> !text.isEmpty()).toList();
  }

  /// What the page knew of the contact: of the keys that the survey lists, those with a value.
  Map<String, String> context(Survey survey) {
    return survey.contextKeys().stream()
        .filter(key -> !first(CONTEXT + key).isEmpty())
        .collect(Collectors.toMap(key -> key, key -> first(CONTEXT + key)));
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

  /// The answers that were given to what was asked.
  List<DraftAnswer> answers(Survey survey, List<Violation> unreadable) {
    PageSteps steps = PageSteps.of(survey, this);
    List<DraftAnswer> answers = new ArrayList<>();
    for (Question question : survey.questions()) {
      List<String> given = given(survey, question);
      if (given.isEmpty()) {
        if (question.equals(survey.coreQuestion())) {
          unreadable.add(
              new Violation("answers", Reason.MISSING, "an answer to " + question.code()));
        }
      } else if (steps.applies(question, this)) {
        switch (question) {
          case ScaleQuestion scale ->
              given.forEach(text -> answers.add(answer(scale, text, answers.size(), unreadable)));
          case ChoiceQuestion choice ->
              answers.add(
                  new DraftAnswer(
                      choice.code(),
                      Optional.empty(),
                      Optional.of(new AnswerValue.Choices(given))));
        }
      }
    }
    return answers;
  }

  /// The rating that was meant, with everything in it that could not be read.
  ///
  /// @param now by the clock that the id was made by
  Submission submission(LocalizedSurvey survey, RatingId id, Instant now) {
    List<Violation> unreadable = new ArrayList<>();
    List<DraftAnswer> answers = answers(survey.survey(), unreadable);
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
            Origin.LIVE,
            new Hints(!first(TRAP).isEmpty(), answeredIn(now)),
            context(survey.survey()));
    return new Submission(draft, unreadable);
  }

  // The id was made when the page was shown, and says when that was.
  private Optional<Duration> answeredIn(Instant now) {
    return id().map(shown -> Duration.between(shown.time(), now))
        .filter(time -> !time.isNegative());
  }

  private static DraftAnswer answer(
      ScaleQuestion question, String text, int index, List<Violation> unreadable) {
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
    Optional<Channel> led =
        invitation.isPresent()
            ? invitation.get().channel()
            : Optional.of(Channel.QR).filter(_ -> isQr());
    return led.filter(survey.touchpoint().channels()::contains);
  }

  boolean isQr() {
    return first(VIA).equals(VIA_QR);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
