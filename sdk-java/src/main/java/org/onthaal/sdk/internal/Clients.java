package org.onthaal.sdk.internal;

import java.lang.invoke.MethodHandles;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.internal.delivery.Transport;

/** Makes clients with another way to the server, for the fake that callers test with. */
public final class Clients {
  private static volatile @Nullable BiFunction<FeedbackOptions, Transport, FeedbackClient> maker;

  private Clients() {}

  /** Called by the client's class, whose constructor nobody else sees. */
  public static void register(BiFunction<FeedbackOptions, Transport, FeedbackClient> with) {
    maker = with;
  }

  /** A client that sends by a transport of the caller. */
  public static FeedbackClient create(FeedbackOptions options, Transport transport) {
    try {
      MethodHandles.lookup().ensureInitialized(FeedbackClient.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the client's class is public", e);
    }
    BiFunction<FeedbackOptions, Transport, FeedbackClient> known = maker;
    if (known == null) {
      throw new IllegalStateException("the client's class registers itself");
    }
    return known.apply(options, transport);
  }
}
