package org.onthaal.feedback.administer;

import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.collect.GrpcProblems;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.key.KeyOutcome;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.key.NewKey;
import org.onthaal.feedback.key.PostgresKeys;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.AccessKey;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.CreateKeyResponse;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.ListKeysRequest;
import org.onthaal.v1.ListKeysResponse;
import org.onthaal.v1.RevokeKeyRequest;
import org.onthaal.v1.RevokeKeyResponse;

/// Keys over gRPC. Safe for any thread; blocks.
public final class KeyGrpcService extends KeyServiceGrpc.KeyServiceImplBase {
  private final PostgresKeys keys;
  private final Supplier<KeyText> mint;
  private final InstantSource clock;
  private final Admission admission;

  /// @param mint makes a key that nobody can guess
  public KeyGrpcService(
      PostgresKeys keys, Supplier<KeyText> mint, InstantSource clock, Admission admission) {
    this.keys = keys;
    this.mint = mint;
    this.clock = clock;
    this.admission = admission;
  }

  @Override
  public void createKey(CreateKeyRequest request, StreamObserver<CreateKeyResponse> response) {
    List<Violation> found = new ArrayList<>();
    Optional<NewKey> wanted = KeyProtos.wanted(request, clock.instant(), found);
    if (wanted.isEmpty()) {
      response.onError(GrpcProblems.status(Problem.of(found)));
      return;
    }
    KeyText text = mint.get();
    admitted(response, () -> keys.create(wanted.get(), text), "administration")
        .ifPresent(key ->
            complete(
                response,
                CreateKeyResponse.newBuilder().setKey(key).setSecret(text.text()).build()));
  }

  @Override
  public void listKeys(ListKeysRequest request, StreamObserver<ListKeysResponse> response) {
    admission
        .call(
            Admission.Priority.DASHBOARD,
            () -> keys.list(Set.copyOf(request.getAdministrationsList())))
        .ifPresentOrElse(
            listed ->
                listed.ifPresentOrElse(
                    found ->
                        complete(
                            response,
                            ListKeysResponse.newBuilder()
                                .addAllKeys(found.stream().map(KeyProtos::key).toList())
                                .build()),
                    () -> response.onError(GrpcProblems.status(unavailable()))),
            () -> response.onError(GrpcProblems.status(Problems.overloaded())));
  }

  @Override
  public void revokeKey(RevokeKeyRequest request, StreamObserver<RevokeKeyResponse> response) {
    admitted(response, () -> keys.revoke(request.getId()), "id")
        .ifPresent(key -> complete(response, RevokeKeyResponse.newBuilder().setKey(key).build()));
  }

  /// Changes the keys; what keeps it from being done is answered.
  ///
  /// @param field that names something unknown if anything does
  private Optional<AccessKey> admitted(
      StreamObserver<?> response, Supplier<KeyOutcome> change, String field) {
    Optional<KeyOutcome> outcome = admission.call(Admission.Priority.DASHBOARD, change);
    if (outcome.isEmpty()) {
      response.onError(GrpcProblems.status(Problems.overloaded()));
      return Optional.empty();
    }
    return switch (outcome.get()) {
      case KeyOutcome.Done(var key) -> Optional.of(KeyProtos.key(key));
      case KeyOutcome.Unknown() ->
          refused(response, new Problem(Reason.NOT_FOUND, field + ": nothing has this name"));
      case KeyOutcome.TooMany() ->
          refused(
              response,
              new Problem(
                  Reason.TOO_MANY_KEYS,
                  "the administration has "
                      + PostgresKeys.LIVE_MAX
                      + " keys that open something; revoke one first"));
      case KeyOutcome.Unavailable() -> refused(response, unavailable());
    };
  }

  private static Optional<AccessKey> refused(StreamObserver<?> response, Problem problem) {
    response.onError(GrpcProblems.status(problem));
    return Optional.empty();
  }

  private static Problem unavailable() {
    return new Problem(Reason.UNAVAILABLE, "the database does not answer; try again");
  }

  private static <T> void complete(StreamObserver<T> response, T message) {
    response.onNext(message);
    response.onCompleted();
  }
}
