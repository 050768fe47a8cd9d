package org.onthaal.aggregation.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a file while it is read to its end. One thread.
public final class FileProblems {
  private final List<FileProblem> found = new ArrayList<>();

  public void add(FileProblem problem) {
    found.add(problem);
  }

  /// All so far, in order of line.
  public List<FileProblem> all() {
    return found.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList();
  }
}
