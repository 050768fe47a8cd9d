package org.onthaal.sdk.internal.score;

import java.time.Duration;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;

/** Where figures come from. Safe for any thread. */
public interface ScoreSource {
  /** Asks, and waits at most for a time. Does not throw. */
  ScoreAnswer ask(ScoreQuery query, Duration timeout);

  /** Ends what is under way. */
  void close();
}
