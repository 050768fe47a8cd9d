package org.onthaal.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what must happen but promises no time: longer than a machine needs that
 * is busy with other things. What does promise a time says so in its test.
 */
public final class Patience implements LauncherSessionListener {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
