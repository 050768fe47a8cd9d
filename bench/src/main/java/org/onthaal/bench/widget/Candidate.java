package org.onthaal.bench.widget;

import java.util.List;
import java.util.Locale;

/// A page with a widget, and how a person gets through it.
///
/// @param name of its page, and in the table
/// @param from package of npm that it is made of; empty for ours
/// @param opener what is pressed to see the form; empty where the page shows it by itself
/// @param form what is there once the form can be used
/// @param steps what the person does then
/// @param done what is there once it was sent; empty where nothing is sent
record Candidate(
    String name, String from, String opener, String form, List<Step> steps, String done) {
  static final String COMMENT = "Quick.";

  /// One thing that a person does.
  enum Act {
    PICK,
    WRITE,
    SEND;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// An act, and the element it is done to.
  record Step(Act act, String selector) {}

  /// The floor: a page without a widget.
  static final Candidate PAGE = new Candidate("page", "", "", "h1", List.of(), "");

  private static final List<Step> OUR_STEPS =
      List.of(
          new Step(Act.PICK, "[part=choice]:last-child"),
          new Step(Act.SEND, "[part=submit]"),
          new Step(Act.WRITE, "[part=comment]"),
          new Step(Act.SEND, "[part=submit]"));

  static final Candidate OURS =
      new Candidate("onthaal", "", "", "[part=choice]", OUR_STEPS, "[part=thanks]");
  static final Candidate OURS_BY_BUTTON =
      new Candidate(
          "onthaal-button", "", "[part=open]", "[part=choice]", OUR_STEPS, "[part=thanks]");

  static final Candidate SURVEYJS =
      new Candidate(
          "surveyjs",
          "survey-js-ui",
          "",
          ".sd-rating__item-smiley",
          List.of(
              new Step(Act.PICK, ".sd-rating__item-smiley:last-of-type"),
              new Step(Act.WRITE, "textarea"),
              new Step(Act.SEND, ".sd-navigation__complete-btn")),
          "#thanks");

  static final Candidate PUSHFEEDBACK =
      new Candidate(
          "pushfeedback",
          "pushfeedback",
          "[part=button]",
          "[part=message-input]",
          List.of(
              new Step(Act.PICK, "[part=rating-button]:last-of-type"),
              new Step(Act.WRITE, "[part=message-input]"),
              new Step(Act.SEND, "[part=submit-button]")),
          ".feedback-modal-success");

  static final Candidate SENTRY =
      new Candidate(
          "sentry",
          "@sentry/browser",
          ".widget__actor",
          "[name=message]",
          List.of(new Step(Act.WRITE, "[name=message]"), new Step(Act.SEND, "[type=submit]")),
          ".success__content");

  static final List<Candidate> ALL =
      List.of(PAGE, OURS, SURVEYJS, OURS_BY_BUTTON, PUSHFEEDBACK, SENTRY);
}
