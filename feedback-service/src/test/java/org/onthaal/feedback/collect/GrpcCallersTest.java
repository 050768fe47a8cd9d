package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.Pseudonyms;
import org.onthaal.feedback.access.Rate;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.collect.GrpcCallers.Judged;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyCheck;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.validate.Reason;

class GrpcCallersTest {
  private static final String SUBMIT = "onthaal.v1.FeedbackService/SubmitRating";
  private static final String TAIL = "onthaal.v1.RatingLogService/Tail";
  private static final String SERVICE_KEY = "0123456789abcdefghijklmnopqrstuv";
  private static final InetAddress NEAR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.7");
  private static final int TRIES_MAX = 5;

  private final AtomicLong nanos = new AtomicLong();
  private final GrpcCallers callers =
      new GrpcCallers(new Ring(), new ServiceKey(SERVICE_KEY), rates());

  /// Keys whose text is the name of a scope; any other text is refused for the reason it names.
  private record Ring() implements KeyRing {
    @Override
    public KeyCheck check(String text) {
      for (Scope scope : Scope.values()) {
        if (scope.name().equals(text)) {
          return new KeyCheck.Open(key(scope));
        }
      }
      return new KeyCheck.Refused(KeyFault.valueOf(text));
    }

    @Override
    public Optional<AccessKey> find(String id) {
      return Optional.empty();
    }
  }

  @Test
  void thisMachineNeedsNoKey() {
    assertThat(callers.judge(Optional.of(NEAR), Optional.empty(), TAIL))
        .isEqualTo(new Judged.Admitted(Caller.LOOPBACK));
    assertThat(callers.judge(Optional.of(InetAddress.ofLiteral("::1")), Optional.empty(), TAIL))
        .isEqualTo(new Judged.Admitted(Caller.LOOPBACK));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {SUBMIT, TAIL, "grpc.health.v1.Health/Check"})
  void callerElsewhereWithoutAKeyIsRefused(String method) {
    assertThat(reason(callers.judge(Optional.of(FAR), Optional.empty(), method)))
        .isEqualTo(Reason.KEY_MISSING);
    assertThat(reason(callers.judge(Optional.empty(), Optional.empty(), method)))
        .isEqualTo(Reason.KEY_MISSING);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(KeyFault.class)
  void keyThatOpensNothingIsToldWhyFromEverywhere(KeyFault fault) {
    for (InetAddress peer : new InetAddress[] {NEAR, FAR}) {
      assertThat(reason(shown(peer, fault.name(), SUBMIT)))
          .isEqualTo(Reason.valueOf("KEY_" + fault));
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"Basic APPEND", "APPEND", "", "Bearer"})
  void otherSchemeIsNoKey(String authorization) {
    Judged judged = callers.judge(Optional.of(NEAR), Optional.of(authorization), SUBMIT);

    assertThat(reason(judged)).isEqualTo(Reason.KEY_MALFORMED);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"APPEND, true", "IMPORT, true", "DEVICE, true", "INVITATION, false"})
  void keyOpensTheCallsOfRatingsAsItsScopesSay(Scope scope, boolean opens) {
    Judged judged = shown(FAR, scope.name(), SUBMIT);

    if (opens) {
      assertThat(judged).isEqualTo(new Judged.Admitted(Caller.holding(key(scope))));
    } else {
      assertThat(reason(judged)).isEqualTo(Reason.SCOPE_MISSING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        TAIL,
        "onthaal.v1.RatingService/ListRatings",
        "onthaal.v1.CommentService/ListComments",
        "onthaal.v1.CatalogService/ApplyCatalog",
        "onthaal.v1.KeyService/CreateKey"
      })
  void noKeyOpensWhatIsNotForSenders(String method) {
    assertThat(reason(shown(FAR, "APPEND", method))).isEqualTo(Reason.LOOPBACK_ONLY);
    assertThat(reason(shown(NEAR, "APPEND", method))).isEqualTo(Reason.LOOPBACK_ONLY);
    assertThat(shown(FAR, SERVICE_KEY, method)).isEqualTo(new Judged.Admitted(Caller.SERVICE));
  }

  @Test
  void anyKeyMayAskWhetherTheDoorIsOpen() {
    assertThat(shown(FAR, "INVITATION", "grpc.health.v1.Health/Check"))
        .isInstanceOf(Judged.Admitted.class);
  }

  @Test
  void withoutAServiceKeyNothingIsTakenForOne() {
    GrpcCallers without = new GrpcCallers(new Ring(), ServiceKey.NONE, rates());

    assertThat(reason(without.judge(Optional.of(FAR), Optional.of("Bearer MALFORMED"), TAIL)))
        .isEqualTo(Reason.KEY_MALFORMED);
    assertThat(ServiceKey.NONE.matches("")).isFalse();
  }

  @Test
  void networkThatTriesKeysIsSlowedDownAndThisMachineIsNot() {
    for (int i = 0; i < TRIES_MAX; i++) {
      assertThat(reason(shown(FAR, "UNKNOWN", SUBMIT))).isEqualTo(Reason.KEY_UNKNOWN);
    }

    assertThat(reason(shown(FAR, "UNKNOWN", SUBMIT))).isEqualTo(Reason.RATE_LIMITED);
    assertThat(reason(callers.judge(Optional.of(FAR), Optional.empty(), SUBMIT)))
        .isEqualTo(Reason.RATE_LIMITED);
    // Whoever has a key is not kept out by a neighbour who has none.
    assertThat(shown(FAR, "APPEND", SUBMIT)).isInstanceOf(Judged.Admitted.class);
    for (int i = 0; i <= TRIES_MAX; i++) {
      assertThat(reason(shown(NEAR, "UNKNOWN", SUBMIT))).isEqualTo(Reason.KEY_UNKNOWN);
    }
  }

  private Judged shown(InetAddress peer, String key, String method) {
    return callers.judge(Optional.of(peer), Optional.of("Bearer " + key), method);
  }

  private static Reason reason(Judged judged) {
    return ((Judged.Refused) judged).problem().reason();
  }

  private static AccessKey key(Scope scope) {
    return new AccessKey(
        "0123456789ab",
        "commune-de-la-senne",
        "a server",
        Set.of(scope),
        new AccessKey.Life(Instant.EPOCH, Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty());
  }

  private IntakeRates rates() {
    return new IntakeRates(
        new IntakeRates.Limits(
            new Rate(1, TRIES_MAX), new Rate(1_000, 1_000), new Rate(1_000, 1_000), 100),
        new Pseudonyms(() -> new byte[32], nanos::get),
        nanos::get);
  }
}
