package org.onthaal.standalone.transfer;

import java.io.Console;

/// What the person sees: whether there is a screen, and progress on it.
public final class Terminal {
  private Terminal() {}

  /// Progress goes to standard error, so that standard output can be piped.
  public static Progress progress() {
    boolean screen = isScreen() && System.getenv("TERM") != null;
    return new Progress(System.err, screen, System::nanoTime);
  }

  @SuppressWarnings("SystemConsoleNull") // null where the platform has no console at all
  private static boolean isScreen() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
