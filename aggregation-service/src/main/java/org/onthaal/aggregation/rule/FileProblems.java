package org.onthaal.aggregation.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a file while it is read to its end, up to a number. One thread.
public final class FileProblems {
  /// More than a person reads; a hostile file of a back-test has hundreds of thousands.
  public static final int COUNT_MAX = 1_000;

  private final List<FileProblem> found = new ArrayList<>();

  public void add(FileProblem problem) {
    if (found.size() < COUNT_MAX) {
      found.add(problem);
    }
  }

  /// All so far, in order of line.
  public List<FileProblem> all() {
    return found.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList();
  }
}
