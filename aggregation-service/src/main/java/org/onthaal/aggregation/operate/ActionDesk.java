package org.onthaal.aggregation.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.onthaal.aggregation.alert.Action.What;
import org.onthaal.aggregation.alert.ActionStore;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.evaluate.AlertActions;
import org.onthaal.aggregation.notify.stage.WithheldStore;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.CommentOnAlertRequest;
import org.onthaal.v1.EndAcknowledgementRequest;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.GetAlertResponse;
import org.onthaal.v1.Reason;

/// One alert with its history, and what people do with it, for both doors. Safe for any thread.
///
/// Nobody signs in yet: whoever calls says who they are, and that is what is kept.
public final class ActionDesk {
  /// Nobody takes care of an alert for longer without saying so again.
  private static final Duration ACKNOWLEDGED_MAX = Duration.ofDays(366);

  private final AlertActions actions;
  private final ActionStore store;
  private final WithheldStore withheld;
  private final Shown shown;
  private final Admitted admitted;
  private final InstantSource clock;

  public ActionDesk(
      AlertActions actions,
      ActionStore store,
      WithheldStore withheld,
      Shown shown,
      Admission admission,
      InstantSource clock) {
    this.actions = actions;
    this.store = store;
    this.withheld = withheld;
    this.shown = shown;
    this.admitted = new Admitted(admission);
    this.clock = clock;
  }

  Answer<GetAlertResponse> get(GetAlertRequest request) {
    Violations violations = new Violations();
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    return answer(id, violations, () -> AlertActions.Outcome.DONE);
  }

  Answer<GetAlertResponse> acknowledge(AcknowledgeAlertRequest request) {
    return acknowledge(request, new Violations());
  }

  /// @param violations of what could not be read
  Answer<GetAlertResponse> acknowledge(AcknowledgeAlertRequest request, Violations violations) {
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Fields.checkName("owner", request.getOwner(), true, violations);
    Fields.checkName("author", request.getAuthor(), false, violations);
    Fields.checkWords("note", request.getNote(), false, violations);
    Optional<Instant> until =
        request.hasUntil()
            ? Fields.time("until", request.getUntil(), violations)
            : Optional.empty();
    Instant now = clock.instant();
    if (until
        .filter(at -> !at.isAfter(now) || at.isAfter(now.plus(ACKNOWLEDGED_MAX)))
        .isPresent()) {
      violations.add("until", Reason.INVALID, "a time to come, at most 366 days ahead");
    }
    String author = request.getAuthor().isBlank() ? request.getOwner() : request.getAuthor();
    What.Acknowledged what = new What.Acknowledged(request.getOwner(), until);
    return answer(
        id,
        violations,
        () -> actions.acknowledge(id.orElseThrow(), what, author, request.getNote()));
  }

  Answer<GetAlertResponse> endAcknowledgement(EndAcknowledgementRequest request) {
    Violations violations = new Violations();
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Fields.checkName("author", request.getAuthor(), true, violations);
    return answer(
        id, violations, () -> actions.endAcknowledgement(id.orElseThrow(), request.getAuthor()));
  }

  Answer<GetAlertResponse> comment(CommentOnAlertRequest request) {
    return comment(request, new Violations());
  }

  /// @param violations of what could not be read
  Answer<GetAlertResponse> comment(CommentOnAlertRequest request, Violations violations) {
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Optional<UUID> comment = Fields.id("commentId", request.getCommentId(), violations);
    Fields.checkName("author", request.getAuthor(), true, violations);
    Fields.checkWords("text", request.getText(), true, violations);
    return answer(
        id,
        violations,
        () ->
            actions.comment(
                id.orElseThrow(), comment.orElseThrow(), request.getAuthor(), request.getText()));
  }

  Answer<GetAlertResponse> close(CloseAlertRequest request) {
    return close(request, new Violations());
  }

  /// @param violations of what could not be read
  Answer<GetAlertResponse> close(CloseAlertRequest request, Violations violations) {
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Fields.checkName("author", request.getAuthor(), true, violations);
    Fields.checkWords("reason", request.getReason(), true, violations);
    return answer(
        id,
        violations,
        () -> actions.close(id.orElseThrow(), request.getAuthor(), request.getReason()));
  }

  private Answer<GetAlertResponse> answer(
      Optional<UUID> id, Violations violations, Supplier<AlertActions.Outcome> action) {
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    return admitted.answer(() -> done(id.orElseThrow(), action));
  }

  private Answer<GetAlertResponse> done(UUID id, Supplier<AlertActions.Outcome> action) {
    return switch (action.get()) {
      case DONE ->
          store
              .history(id)
              .<Answer<GetAlertResponse>>map(history ->
                  new Answer.Given<>(
                      shown.response(history, ActionProtos.events(history, withheld.of(id)))))
              .orElseGet(ActionDesk::unknown);
      case UNKNOWN -> unknown();
      case OVER ->
          new Answer.Refused<>(
              Problems.of(Reason.ALERT_OVER, "the alert is over; only comments are taken"));
      case ID_REUSED ->
          new Answer.Refused<>(
              Problems.of(Reason.ID_REUSED, "the id is known with another comment"));
    };
  }

  static <T> Answer<T> unknown() {
    return new Answer.Refused<>(Problems.of(Reason.NOT_FOUND, "no alert has this id"));
  }
}
