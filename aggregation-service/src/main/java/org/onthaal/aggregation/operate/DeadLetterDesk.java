package org.onthaal.aggregation.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.AlertTransactions;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Fields;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.replay.DeadLetters;
import org.onthaal.v1.DeadLetter;
import org.onthaal.v1.ListDeadLettersRequest;
import org.onthaal.v1.ListDeadLettersResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ReplayDeadLettersRequest;
import org.onthaal.v1.ReplayDeadLettersResponse;

/// Lists dead letters and has them sent again, for both doors. Safe for any thread.
public final class DeadLetterDesk {
  static final String RECEIVER = "receiver";

  private static final int LIST_MAX = 1_000;

  private final AlertTransactions transactions;
  private final DeadLetters letters;
  private final Telling telling;
  private final Admitted admitted;
  private final InstantSource clock;

  /// How notifications are sent.
  ///
  /// @param routes as they are now
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public record Telling(Supplier<RouteTable> routes, Duration giveUpAfter) {}

  public DeadLetterDesk(
      AlertTransactions transactions,
      DeadLetters letters,
      Telling telling,
      Admission admission,
      InstantSource clock) {
    this.transactions = transactions;
    this.letters = letters;
    this.telling = telling;
    this.admitted = new Admitted(admission);
    this.clock = clock;
  }

  Answer<ListDeadLettersResponse> list(ListDeadLettersRequest request) {
    Violations violations = new Violations();
    Fields.checkName(RECEIVER, request.getReceiver(), false, violations);
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    Optional<String> receiver = Optional.of(request.getReceiver()).filter(name -> !name.isEmpty());
    return admitted.answer(() ->
        transactions.transact(transaction -> {
          ListDeadLettersResponse.Builder response =
              ListDeadLettersResponse.newBuilder().setTotal(letters.count(transaction, receiver));
          letters
              .newest(transaction, receiver, LIST_MAX)
              .forEach(letter -> response.addDeadLetters(message(letter)));
          // Dead letters may belong to a receiver that is no longer in the file.
          receiver
              .filter(_ -> response.getTotal() == 0)
              .ifPresent(name -> checkKnown(name, violations));
          return violations.isEmpty()
              ? new Answer.Given<>(response.build())
              : new Answer.Refused<>(violations.problem());
        }));
  }

  Answer<ReplayDeadLettersResponse> replay(ReplayDeadLettersRequest request) {
    Violations violations = new Violations();
    if (request.getReceiver().isEmpty()) {
      violations.add(RECEIVER, Reason.MISSING, known());
    } else {
      checkKnown(request.getReceiver(), violations);
    }
    if (!violations.isEmpty()) {
      return new Answer.Refused<>(violations.problem());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return admitted.answer(() ->
        transactions.transact(transaction -> {
          DeadLetters.Replayed replayed =
              letters.replay(
                  transaction, request.getReceiver(), now, now.plus(telling.giveUpAfter()));
          return new Answer.Given<>(
              ReplayDeadLettersResponse.newBuilder()
                  .setQueued(replayed.queued())
                  .setOutdated(replayed.outdated())
                  .build());
        }));
  }

  private void checkKnown(String receiver, Violations violations) {
    if (telling.routes().get().receiver(receiver).isEmpty()) {
      violations.add(RECEIVER, Reason.NOT_FOUND, known());
    }
  }

  private String known() {
    String names =
        telling.routes().get().receivers().stream()
            .map(ReceiverSpec::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "a receiver in the routes file, which has none" : "one of " + names;
  }

  private static DeadLetter message(DeadLetters.DeadLetter letter) {
    DeadLetter.Builder message =
        DeadLetter.newBuilder()
            .setId(letter.id().toString())
            .setReceiver(letter.receiver())
            .setType(letter.kind().type())
            .setDiedAt(Protos.timestamp(letter.at()))
            .setTries(letter.tries())
            .setReason(letter.reason())
            .setOutdated(letter.isOutdated());
    letter.alert().ifPresent(alert -> message.setAlert(alert.toString()));
    return message.build();
  }
}
