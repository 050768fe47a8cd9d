package org.onthaal.aggregation.notify.file;

import java.io.IOException;
import java.util.List;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.FileProblems;
import org.onthaal.aggregation.rule.YamlFile;

/// A routes file: YAML to a table, or everything that is wrong with it.
public sealed interface RouteFile {
  /// The file can be used.
  record Valid(RouteTable table) implements RouteFile {}

  /// The file has problems, in order of line; nothing of it is used.
  record Invalid(List<FileProblem> problems) implements RouteFile {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /// Reads a whole file.
  ///
  /// @param secretFiles reads a `secret-file`; throws `IOException` when it cannot
  static RouteFile parse(String yaml, SecretFiles secretFiles) {
    FileProblems problems = new FileProblems();
    RouteTable table =
        YamlFile.read(yaml, problems)
            .map(file -> new RouteReader(file, secretFiles).table())
            .orElse(RouteTable.EMPTY);
    return problems.all().isEmpty() ? new Valid(table) : new Invalid(problems.all());
  }

  /// Where secrets are kept outside the routes file.
  @FunctionalInterface
  interface SecretFiles {
    String read(String name) throws IOException;
  }
}
