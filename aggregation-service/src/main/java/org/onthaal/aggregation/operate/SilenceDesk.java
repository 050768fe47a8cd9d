package org.onthaal.aggregation.operate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertQuery;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.silence.Matchers;
import org.onthaal.aggregation.silence.Silence;
import org.onthaal.aggregation.silence.SilenceStore;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.CreateSilenceResponse;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ExpireSilenceResponse;
import org.onthaal.v1.ListSilencesRequest;
import org.onthaal.v1.ListSilencesResponse;
import org.onthaal.v1.PreviewSilenceRequest;
import org.onthaal.v1.PreviewSilenceResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SilenceState;

/// Makes, lists, tries and ends silences for both doors. Safe for any thread.
///
/// Nobody signs in yet: whoever calls says who they are, and that is what is kept.
public final class SilenceDesk {
  private static final int LIST_MAX = 1_000;

  private final AlertTransactions transactions;
  private final SilenceStore store;
  private final AlertStore alerts;
  private final Shown shown;
  private final Admitted admitted;
  private final InstantSource clock;

  public SilenceDesk(
      AlertTransactions transactions,
      SilenceStore store,
      AlertStore alerts,
      Shown shown,
      Admission admission,
      InstantSource clock) {
    this.transactions = transactions;
    this.store = store;
    this.alerts = alerts;
    this.shown = shown;
    this.admitted = new Admitted(admission);
    this.clock = clock;
  }

  Answer<CreateSilenceResponse> create(CreateSilenceRequest request) {
    return create(request, new Violations());
  }

  /// @param violations of what could not be read
  Answer<CreateSilenceResponse> create(CreateSilenceRequest request, Violations violations) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Matchers matchers = SilenceProtos.matchers(request.getMatchers(), violations);
    Fields.checkName("author", request.getAuthor(), true, violations);
    Fields.checkWords("comment", request.getComment(), true, violations);
    Optional<Silence.Times> times = times(request, now, violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    Silence silence =
        new Silence(
            id.orElseThrow(),
            matchers,
            times.orElseThrow(),
            new Silence.Asked(request.getAuthor(), request.getComment(), now),
            request.getEndWhenResolved(),
            Optional.empty());
    return admitted.answer(
        () -> transactions.transact(transaction -> create(transaction, silence, now)));
  }

  private static Optional<Silence.Times> times(
      CreateSilenceRequest request, Instant now, Violations violations) {
    Optional<Instant> start =
        request.hasStartsAt()
            ? Fields.time("startsAt", request.getStartsAt(), violations)
            : Optional.of(now);
    if (!request.hasEndsAt()) {
      violations.add("endsAt", Reason.MISSING, "an RFC 3339 time");
      return Optional.empty();
    }
    Optional<Instant> end = Fields.time("endsAt", request.getEndsAt(), violations);
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    Instant from = start.get().isBefore(now) ? now : start.get();
    if (!from.isBefore(end.get()) || end.get().isAfter(from.plus(Silence.LONGEST))) {
      violations.add(
          "endsAt",
          Reason.RANGE_INVALID,
          "a time to come after startsAt, at most " + Silence.LONGEST.toDays() + " days later");
      return Optional.empty();
    }
    return Optional.of(new Silence.Times(from, end.get()));
  }

  private Answer<CreateSilenceResponse> create(
      AlertTransaction transaction, Silence silence, Instant now) {
    Optional<Silence> known = store.find(transaction, silence.id());
    if (known.isPresent()) {
      return known.get().isSameAs(silence)
          ? created(known.get(), now)
          : new Answer.Refused<>(
              Problems.of(Reason.ID_REUSED, "the id is known with another silence"));
    }
    if (store.open(transaction, now) >= Silence.OPEN_MAX) {
      return new Answer.Refused<>(
          Problems.of(
              Reason.TOO_MANY_SILENCES,
              "there are " + Silence.OPEN_MAX + " silences that are not over; expire one first"));
    }
    store.create(transaction, silence);
    return created(silence, now);
  }

  private static Answer<CreateSilenceResponse> created(Silence silence, Instant now) {
    return new Answer.Given<>(
        CreateSilenceResponse.newBuilder().setSilence(SilenceProtos.silence(silence, now)).build());
  }

  Answer<ListSilencesResponse> list(ListSilencesRequest request) {
    Set<Silence.State> states = EnumSet.noneOf(Silence.State.class);
    Violations violations = new Violations();
    for (SilenceState state : request.getStatesList()) {
      switch (state) {
        case SILENCE_PENDING -> states.add(Silence.State.PENDING);
        case SILENCE_ACTIVE -> states.add(Silence.State.ACTIVE);
        case SILENCE_EXPIRED -> states.add(Silence.State.EXPIRED);
        case SILENCE_STATE_UNSPECIFIED, UNRECOGNIZED ->
            violations.add(
                "states", Reason.INVALID, "SILENCE_PENDING, SILENCE_ACTIVE or SILENCE_EXPIRED");
      }
    }
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    Set<Silence.State> wanted =
        states.isEmpty() ? EnumSet.of(Silence.State.PENDING, Silence.State.ACTIVE) : states;
    Instant now = clock.instant();
    return admitted.answer(() -> {
      ListSilencesResponse.Builder response = ListSilencesResponse.newBuilder();
      store
          .list(wanted, now, LIST_MAX)
          .forEach(silence -> response.addSilences(SilenceProtos.silence(silence, now)));
      return new Answer.Given<>(response.build());
    });
  }

  Answer<ExpireSilenceResponse> expire(ExpireSilenceRequest request) {
    Violations violations = new Violations();
    Optional<UUID> id = Fields.id("id", request.getId(), violations);
    Fields.checkName("author", request.getAuthor(), true, violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    Silence.Ended ended =
        new Silence.Ended(
            clock.instant().truncatedTo(ChronoUnit.MICROS), Optional.of(request.getAuthor()));
    return admitted.answer(
        () -> transactions.transact(transaction -> expire(transaction, id.orElseThrow(), ended)));
  }

  private Answer<ExpireSilenceResponse> expire(
      AlertTransaction transaction, UUID id, Silence.Ended ended) {
    Optional<Silence> known = store.find(transaction, id);
    if (known.isEmpty()) {
      return new Answer.Refused<>(Problems.of(Reason.NOT_FOUND, "no silence has this id"));
    }
    if (known.get().state(ended.at()) != Silence.State.EXPIRED) {
      store.end(transaction, id, ended);
    }
    Silence now = store.find(transaction, id).orElseThrow();
    return new Answer.Given<>(
        ExpireSilenceResponse.newBuilder()
            .setSilence(SilenceProtos.silence(now, ended.at()))
            .build());
  }

  Answer<PreviewSilenceResponse> preview(PreviewSilenceRequest request) {
    return preview(request, new Violations());
  }

  /// @param violations of what could not be read
  Answer<PreviewSilenceResponse> preview(PreviewSilenceRequest request, Violations violations) {
    Matchers matchers = SilenceProtos.matchers(request.getMatchers(), violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    AlertQuery open =
        new AlertQuery(Set.of(), AlertQuery.Where.ALL, Optional.empty(), AlertQuery.LIMIT_MAX);
    return admitted.answer(() -> {
      List<Alert> matched =
          alerts.list(open).stream().filter(alert -> matchers.matches(alert.subject())).toList();
      return new Answer.Given<>(
          PreviewSilenceResponse.newBuilder().addAllAlerts(shown.messages(matched)).build());
    });
  }
}
