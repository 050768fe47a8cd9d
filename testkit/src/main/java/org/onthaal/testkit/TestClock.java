package org.onthaal.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. Safe for any thread. */
public final class TestClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public TestClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** A clock at an RFC 3339 time: {@code TestClock.at("2026-03-29T00:59:00Z")}. */
  public static TestClock at(String time) {
    return new TestClock(Instant.parse(time));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock forward, or back when negative. */
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  public void set(Instant instant) {
    now.set(instant);
  }
}
