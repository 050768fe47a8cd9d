package org.onthaal.standalone;

import java.nio.file.Path;

/// Which of the log configurations on the class path applies. Called before anything logs.
final class Logs {
  private static final String CHOICE = "logback.configurationFile";

  private Logs() {}

  /// Warnings to standard error: what a command should say.
  static void quiet() {
    choose("logback-command.xml");
  }

  /// JSON lines to standard output: what runs under a supervisor.
  static void service() {
    choose("logback-service.xml");
  }

  /// JSON lines to a file of the data folder, warnings to standard error as well.
  static void folder(Path folder) {
    System.setProperty("onthaal.log", folder.toString());
    choose("logback-run.xml");
  }

  private static void choose(String resource) {
    System.setProperty(CHOICE, resource);
  }
}
