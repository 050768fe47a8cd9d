package org.onthaal.bench.rig;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// How much time a bench takes, and where its figures go.
public final class Effort {
  @Option(
      names = "--quick",
      description =
          "A minute or two instead of many: fewer rounds, smaller sets. For a first look; its figures are not to be quoted.")
  private boolean quick;

  @Option(names = "--rounds", defaultValue = "0", description = "Rounds (default: by the bench).")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "results/bench.json",
      description = "File for the figures (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results/bench.json");

  public Effort() {}

  public boolean quick() {
    return quick;
  }

  /// As many rounds as were asked for, or those of the bench.
  public int rounds(int inFull, int inQuick) {
    return rounds > 0 ? rounds : either(inFull, inQuick);
  }

  /// One of two values, by how much time there is.
  public <T> T either(T inFull, T inQuick) {
    return quick ? inQuick : inFull;
  }

  public Path out() {
    return out;
  }
}
