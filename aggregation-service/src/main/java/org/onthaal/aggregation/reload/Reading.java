package org.onthaal.aggregation.reload;

import java.util.List;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.rule.RuleSet;

/// What both files said when they were read.
public sealed interface Reading {
  /// Of every file that was read for it.
  FileContents contents();

  /// Both can be used.
  record Valid(RuleSet rules, RouteTable routes, FileContents contents) implements Reading {}

  /// One of them cannot be used, so neither is.
  ///
  /// @param problems everything that is wrong with either, per file and in order of line
  record Invalid(List<String> problems, FileContents contents) implements Reading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
