package org.onthaal.sdk.internal;

import java.lang.invoke.MethodHandles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.internal.delivery.Transport;
import org.onthaal.sdk.internal.score.ScoreSource;

/** Makes clients with another way to the server, for the fake that callers test with. */
public final class Clients {
  private static volatile @Nullable Maker maker;

  /** The client's constructor. */
  @FunctionalInterface
  public interface Maker {
    /** A client with these ways to its server. */
    FeedbackClient make(FeedbackOptions options, Transport transport, Optional<ScoreSource> scores);
  }

  private Clients() {}

  /** Called by the client's class, whose constructor nobody else sees. */
  public static void register(Maker with) {
    maker = with;
  }

  /** A client that sends and asks in the caller's own way. */
  public static FeedbackClient create(
      FeedbackOptions options, Transport transport, ScoreSource scores) {
    try {
      MethodHandles.lookup().ensureInitialized(FeedbackClient.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the client's class is public", e);
    }
    Maker known = maker;
    if (known == null) {
      throw new IllegalStateException("the client's class registers itself");
    }
    return known.make(options, transport, Optional.of(scores));
  }
}
