package org.onthaal.feedback.validate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Stamp;
import org.onthaal.feedback.rating.SurveyVersion;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;

/// Turns a draft into a rating, or says everything that is wrong with it. Safe for any thread.
public final class RatingValidator {
  private final SurveyCatalog catalog;
  private final RatingRules rules;
  private final TimeCheck times;
  private final AnswerCheck answers;
  private final CommentCheck comments;
  private final ContextCheck contexts = new ContextCheck();

  public RatingValidator(SurveyCatalog catalog, RatingRules rules) {
    this.catalog = catalog;
    this.rules = rules;
    times = new TimeCheck(rules);
    answers = new AnswerCheck(rules);
    comments = new CommentCheck(rules);
  }

  /// Judges a draft that arrived at `receivedAt`.
  public Verdict validate(Draft draft, Instant receivedAt) {
    List<Violation> found = new ArrayList<>();
    Optional<RatingId> id = id(draft, receivedAt, found);
    Optional<Stamp> stamp = times.check(draft, receivedAt, found);
    Optional<Touchpoint> touchpoint = touchpoint(draft, found);
    Optional<Channel> channel = touchpoint.flatMap(t -> channel(draft, t, found));
    Optional<Language> language = language(draft, found);
    Optional<Survey> survey = touchpoint.flatMap(t -> survey(draft, t, found));
    List<Answer> valid = answers(draft, survey, found);
    String comment = comments.check(draft.comment(), draft.origin(), found);
    Map<String, String> context = contexts.check(draft, survey, found);
    if (!found.isEmpty()) {
      return new Verdict.Invalid(found);
    }
    Touchpoint at = touchpoint.orElseThrow();
    Survey shown = survey.orElseThrow();
    Place place =
        new Place(
            at.administration(),
            at.service(),
            at.key(),
            channel.orElseThrow(),
            language,
            new SurveyVersion(shown.code(), shown.version()));
    return new Verdict.Valid(
        new Rating(
            id.orElseThrow(), place, judged(stamp.orElseThrow(), draft), valid, comment, context));
  }

  // A hint is a stranger's word about itself: it marks, so that a person can look, and refuses
  // nothing.
  private Stamp judged(Stamp stamp, Draft draft) {
    boolean isFast =
        draft
            .hints()
            .answeredIn()
            .filter(time -> time.compareTo(rules.answeredInMin()) < 0)
            .isPresent();
    return draft.hints().trapFilled() || isFast ? stamp.with(Flag.SUSPECTED) : stamp;
  }

  /// Judges new answers to a stored rating.
  public List<Answer> amended(List<DraftAnswer> drafts, Rating stored, List<Violation> violations) {
    SurveyVersion shown = stored.place().survey();
    Survey survey =
        catalog
            .survey(shown.code(), shown.version())
            .orElseThrow(() -> new IllegalStateException(shown + " is not in the catalogue"));
    return answers.check(drafts, survey, stored.stamp().origin(), violations);
  }

  /// Judges a new comment, which a person writes now, wherever the rating came from.
  public String amendedComment(String comment, List<Violation> violations) {
    return comments.check(comment, Origin.LIVE, violations);
  }

  private Optional<RatingId> id(Draft draft, Instant receivedAt, List<Violation> found) {
    Optional<RatingId> id = RatingId.parse(draft.id());
    if (id.isEmpty()) {
      found.add(
          new Violation("id", Reason.ID_MALFORMED, "a UUID of version 7 in its 36-character form"));
    } else if (!id.get().isVersion7() || !rules.accepts(id.get().time(), receivedAt)) {
      found.add(
          new Violation(
              "id",
              Reason.ID_NOT_V7,
              "a UUID of version 7 that begins with " + rules.range(receivedAt)));
    }
    return id;
  }

  private Optional<Touchpoint> touchpoint(Draft draft, List<Violation> found) {
    if (draft.touchpoint().isEmpty()) {
      found.add(new Violation("touchpoint", Reason.MISSING, "the key of a touchpoint"));
      return Optional.empty();
    }
    Optional<Touchpoint> touchpoint =
        Touchpoint.isKey(draft.touchpoint())
            ? catalog.touchpoint(draft.touchpoint())
            : Optional.empty();
    if (touchpoint.isEmpty()) {
      found.add(
          new Violation(
              "touchpoint",
              Reason.TOUCHPOINT_UNKNOWN,
              "the key of a touchpoint in the catalogue, [a-z0-9-]{3,64}"));
    } else if (touchpoint.get().retired() && draft.origin() != Origin.IMPORT) {
      found.add(
          new Violation(
              "touchpoint", Reason.TOUCHPOINT_RETIRED, "a touchpoint that still takes ratings"));
    }
    return touchpoint;
  }

  private static Optional<Channel> channel(
      Draft draft, Touchpoint touchpoint, List<Violation> found) {
    Channel channel = draft.channel().orElse(touchpoint.defaultChannel());
    if (!touchpoint.channels().contains(channel)) {
      found.add(
          new Violation(
              "channel",
              Reason.CHANNEL_NOT_ALLOWED,
              "one of "
                  + touchpoint.channels().stream()
                      .map(Channel::name)
                      .collect(Collectors.joining(", "))));
    }
    return Optional.of(channel);
  }

  private static Optional<Language> language(Draft draft, List<Violation> found) {
    if (draft.language().isEmpty()) {
      return Optional.empty();
    }
    Optional<Language> language = Language.parse(draft.language());
    if (language.isEmpty()) {
      found.add(
          new Violation("language", Reason.LANGUAGE_MALFORMED, "a BCP 47 tag such as nl or fr-BE"));
    }
    return language;
  }

  private Optional<Survey> survey(Draft draft, Touchpoint touchpoint, List<Violation> found) {
    Optional<Survey> survey =
        draft.surveyVersion() == 0
            ? catalog.newest(touchpoint.survey())
            : catalog.survey(touchpoint.survey(), draft.surveyVersion());
    if (survey.isEmpty()) {
      int newest = catalog.newest(touchpoint.survey()).map(Survey::version).orElse(0);
      found.add(
          new Violation(
              "surveyVersion",
              Reason.SURVEY_VERSION_UNKNOWN,
              "1 to " + newest + " for survey " + touchpoint.survey()));
    }
    return survey;
  }

  private List<Answer> answers(Draft draft, Optional<Survey> survey, List<Violation> found) {
    if (survey.isPresent()) {
      return answers.check(draft.answers(), survey.get(), draft.origin(), found);
    }
    answers.checkWithoutSurvey(draft.answers(), found);
    return List.of();
  }
}
