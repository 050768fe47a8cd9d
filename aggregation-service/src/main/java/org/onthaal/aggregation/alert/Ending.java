package org.onthaal.aggregation.alert;

/// How an alert ended.
public sealed interface Ending {
  /// What the rule looks for is over, by its own limits or evidence.
  record Recovered() implements Ending {}

  /// There are no longer enough answers to judge; nothing says that it is better.
  record TooFewRatings() implements Ending {}

  /// Of an absence: ratings come again.
  record RatingsAgain() implements Ending {}

  /// The rule does not watch for the end of a drop, so the alert is over with the next slot.
  record NotFollowed() implements Ending {}

  /// The rule is gone, or is no longer about this stream.
  record NoLongerWatched() implements Ending {}

  /// The rule tells other streams apart, or is of another kind than when it fired.
  record RuleChanged() implements Ending {}

  /// A person ended it.
  ///
  /// @param by as the caller named them
  /// @param why in their words; may be empty
  record Closed(String by, String why) implements Ending {}

  /// The word that is stored and sent.
  default Name name() {
    return switch (this) {
      case Recovered() -> Name.RECOVERED;
      case TooFewRatings() -> Name.TOO_FEW_RATINGS;
      case RatingsAgain() -> Name.RATINGS_AGAIN;
      case NotFollowed() -> Name.NOT_FOLLOWED;
      case NoLongerWatched() -> Name.NO_LONGER_WATCHED;
      case RuleChanged() -> Name.RULE_CHANGED;
      case Closed(_, _) -> Name.CLOSED;
    };
  }

  /// Names of endings.
  enum Name {
    RECOVERED,
    TOO_FEW_RATINGS,
    RATINGS_AGAIN,
    NOT_FOLLOWED,
    NO_LONGER_WATCHED,
    RULE_CHANGED,
    CLOSED;

    /// The ending of this name.
    ///
    /// @param by of one that a person made; else unused, as is `why`
    public Ending ending(String by, String why) {
      return switch (this) {
        case RECOVERED -> new Recovered();
        case TOO_FEW_RATINGS -> new TooFewRatings();
        case RATINGS_AGAIN -> new RatingsAgain();
        case NOT_FOLLOWED -> new NotFollowed();
        case NO_LONGER_WATCHED -> new NoLongerWatched();
        case RULE_CHANGED -> new RuleChanged();
        case CLOSED -> new Closed(by, why);
      };
    }
  }
}
