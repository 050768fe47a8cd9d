package org.onthaal.sdk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One contact of one person, rated. Immutable: each method that changes something returns another
 * rating.
 *
 * <p>Nothing is checked before {@link FeedbackClient#submit(Rating)}, which tells all that is wrong
 * at once and does not throw.
 *
 * {@snippet :
 * Rating.csat(4).at("parking-permit").through(Channel.WEB).in("nl").comment("Vlot geholpen")
 * }
 */
public final class Rating {
  private final Optional<RatingId> id;
  private final Optional<Instant> ratedAt;
  private final String touchpoint;
  private final Optional<Channel> channel;
  private final String language;
  private final int surveyVersion;
  private final List<Answer> answers;
  private final String comment;
  private final Map<String, String> context;

  private Rating(Draft draft) {
    this.id = draft.id;
    this.ratedAt = draft.ratedAt;
    this.touchpoint = draft.touchpoint;
    this.channel = draft.channel;
    this.language = draft.language;
    this.surveyVersion = draft.surveyVersion;
    this.answers = List.copyOf(draft.answers);
    this.comment = draft.comment;
    this.context = Map.copyOf(draft.context);
  }

  /**
   * Satisfaction, the answer to the core question.
   *
   * @param score 1 (very dissatisfied) to 5 (very satisfied)
   * @return a rating that lacks its touchpoint
   */
  public static Rating csat(int score) {
    return of(Metric.CSAT, score);
  }

  /**
   * Recommendation, the answer to the core question.
   *
   * @param score 0 (not at all likely) to 10 (extremely likely)
   * @return a rating that lacks its touchpoint
   */
  public static Rating nps(int score) {
    return of(Metric.NPS, score);
  }

  /**
   * Ease, the answer to the core question.
   *
   * @param score 1 (very difficult) to 7 (very easy)
   * @return a rating that lacks its touchpoint
   */
  public static Rating ces(int score) {
    return of(Metric.CES, score);
  }

  /**
   * A thumb, the answer to the core question.
   *
   * @param up true for up
   * @return a rating that lacks its touchpoint
   */
  public static Rating thumbs(boolean up) {
    return of(Metric.THUMBS, up ? 1 : 0);
  }

  /**
   * Answers of a survey whose core question is not answered by one of the methods above.
   *
   * @param answers at least one, to a question with a scale among them
   * @return a rating that lacks its touchpoint
   */
  public static Rating of(List<Answer> answers) {
    Draft draft = new Draft();
    draft.answers.addAll(answers);
    return new Rating(draft);
  }

  private static Rating of(Metric metric, int score) {
    Draft draft = new Draft();
    draft.answers.add(new Answer.Score("", metric, score));
    return new Rating(draft);
  }

  /**
   * Says what was rated. Required.
   *
   * @param key key of the touchpoint: 3 to 64 of {@code a-z}, {@code 0-9} and {@code -}
   * @return a rating of that touchpoint
   */
  public Rating at(String key) {
    Draft draft = new Draft(this);
    draft.touchpoint = Objects.requireNonNull(key, "key");
    return new Rating(draft);
  }

  /**
   * Says how it was given; without it, it is the touchpoint's default channel.
   *
   * @param through one of the channels that the touchpoint lists
   * @return a rating of that channel
   */
  public Rating through(Channel through) {
    Draft draft = new Draft(this);
    draft.channel = Optional.of(through);
    return new Rating(draft);
  }

  /**
   * Says in which language the person answered; without it, it is unknown.
   *
   * @param tag a BCP 47 tag, for example {@code nl} or {@code fr-BE}
   * @return a rating in that language
   */
  public Rating in(String tag) {
    Draft draft = new Draft(this);
    draft.language = Objects.requireNonNull(tag, "tag");
    return new Rating(draft);
  }

  /**
   * Adds what the person wrote. The server removes personal data before it is stored; the spool
   * keeps it as it was written.
   *
   * @param text at most 4,000 code points; empty is none
   * @return a rating with that comment
   */
  public Rating comment(String text) {
    Draft draft = new Draft(this);
    draft.comment = Objects.requireNonNull(text, "text");
    return new Rating(draft);
  }

  /**
   * Adds the answer to a further question.
   *
   * @param answer an answer to a question that has none yet
   * @return a rating with one more answer
   */
  public Rating and(Answer answer) {
    Draft draft = new Draft(this);
    draft.answers.add(Objects.requireNonNull(answer, "answer"));
    return new Rating(draft);
  }

  /**
   * Says which version of the survey was shown; without it, it is the newest.
   *
   * @param version 1 or more
   * @return a rating of that version
   */
  public Rating surveyVersion(int version) {
    Draft draft = new Draft(this);
    draft.surveyVersion = version;
    return new Rating(draft);
  }

  /**
   * Says when the person answered; without it, it is the moment of submission.
   *
   * @param when by the clock of this machine
   * @return a rating of that moment
   */
  public Rating ratedAt(Instant when) {
    Draft draft = new Draft(this);
    draft.ratedAt = Optional.of(when);
    return new Rating(draft);
  }

  /**
   * Adds what is known of the contact.
   *
   * @param key one that the survey lists
   * @param value at most 200 code points, no personal data
   * @return a rating with that
   */
  public Rating context(String key, String value) {
    Draft draft = new Draft(this);
    draft.context.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return new Rating(draft);
  }

  /**
   * Gives it an id of the caller's own; without it, the client makes one at submission. An
   * application that may submit the same answer twice, for example after its own restart, keeps the
   * id with the answer.
   *
   * @param known the id
   * @return a rating with that id
   */
  public Rating id(RatingId known) {
    Draft draft = new Draft(this);
    draft.id = Optional.of(known);
    return new Rating(draft);
  }

  /**
   * The id of the caller's own.
   *
   * @return empty where the client makes one
   */
  public Optional<RatingId> id() {
    return id;
  }

  /**
   * When the person answered.
   *
   * @return empty for the moment of submission
   */
  public Optional<Instant> ratedAt() {
    return ratedAt;
  }

  /**
   * What was rated.
   *
   * @return key of the touchpoint; empty where it was not said
   */
  public String touchpoint() {
    return touchpoint;
  }

  /**
   * How it was given.
   *
   * @return empty for the touchpoint's default
   */
  public Optional<Channel> channel() {
    return channel;
  }

  /**
   * The language that the person answered in.
   *
   * @return a tag; empty where it is unknown
   */
  public String language() {
    return language;
  }

  /**
   * The version of the survey that was shown.
   *
   * @return empty for the newest
   */
  public OptionalInt surveyVersion() {
    return surveyVersion == 0 ? OptionalInt.empty() : OptionalInt.of(surveyVersion);
  }

  /**
   * All answers, the first to the core question.
   *
   * @return at least one
   */
  public List<Answer> answers() {
    return answers;
  }

  /**
   * What the person wrote.
   *
   * @return empty for nothing
   */
  public String comment() {
    return comment;
  }

  /**
   * What is known of the contact.
   *
   * @return values by key
   */
  public Map<String, String> context() {
    return context;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rating that
        && id.equals(that.id)
        && ratedAt.equals(that.ratedAt)
        && touchpoint.equals(that.touchpoint)
        && channel.equals(that.channel)
        && language.equals(that.language)
        && surveyVersion == that.surveyVersion
        && answers.equals(that.answers)
        && comment.equals(that.comment)
        && context.equals(that.context);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, ratedAt, touchpoint, channel, language, answers, comment, context);
  }

  /** All but the comment and the context, which may name people. */
  @Override
  public String toString() {
    return "Rating[" + touchpoint + ", " + answers + id.map(known -> ", " + known).orElse("") + "]";
  }

  /** A rating on its way to another one. */
  private static final class Draft {
    private Optional<RatingId> id = Optional.empty();
    private Optional<Instant> ratedAt = Optional.empty();
    private String touchpoint = "";
    private Optional<Channel> channel = Optional.empty();
    private String language = "";
    private int surveyVersion;
    private final List<Answer> answers = new ArrayList<>();
    private String comment = "";
    private final Map<String, String> context = new LinkedHashMap<>();

    Draft() {}

    Draft(Rating from) {
      id = from.id;
      ratedAt = from.ratedAt;
      touchpoint = from.touchpoint;
      channel = from.channel;
      language = from.language;
      surveyVersion = from.surveyVersion;
      answers.addAll(from.answers);
      comment = from.comment;
      context.putAll(from.context);
    }
  }
}
