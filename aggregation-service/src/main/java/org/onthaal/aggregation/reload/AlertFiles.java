package org.onthaal.aggregation.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.file.RouteFile;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;

/// The rules file and the routes file, which are read and checked together.
///
/// @param rules without it nothing is watched
/// @param routes without it nobody is told
public record AlertFiles(Optional<Path> rules, Optional<Path> routes) {
  /// What both say, or everything that is wrong with either.
  public Reading read() {
    FileReading files = new FileReading();
    List<String> problems = new ArrayList<>();
    RuleSet watched = rules.map(file -> rules(file, files, problems)).orElse(RuleSet.EMPTY);
    RouteTable told = routes.map(file -> routes(file, files, problems)).orElse(RouteTable.EMPTY);
    return problems.isEmpty()
        ? new Reading.Valid(watched, told, files.contents())
        : new Reading.Invalid(problems, files.contents());
  }

  private static RuleSet rules(Path file, FileReading files, List<String> problems) {
    Optional<RuleFile> read = text("rules.file", file, files, problems).map(RuleFile::parse);
    if (read.isPresent()) {
      switch (read.get()) {
        case RuleFile.Valid(RuleSet valid) -> {
          return valid;
        }
        case RuleFile.Invalid(List<FileProblem> all) -> problems.add(refusal(file, all));
      }
    }
    return RuleSet.EMPTY;
  }

  private static RouteTable routes(Path file, FileReading files, List<String> problems) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    RouteFile.SecretFiles secrets = name -> files.text(folder.resolve(name)).strip();
    Optional<RouteFile> read =
        text("routes.file", file, files, problems).map(yaml -> RouteFile.parse(yaml, secrets));
    if (read.isPresent()) {
      switch (read.get()) {
        case RouteFile.Valid(RouteTable valid) -> {
          return valid;
        }
        case RouteFile.Invalid(List<FileProblem> all) -> problems.add(refusal(file, all));
      }
    }
    return RouteTable.EMPTY;
  }

  private static Optional<String> text(
      String key, Path file, FileReading files, List<String> problems) {
    try {
      return Optional.of(files.text(file));
    } catch (NotUtf8Exception e) {
      problems.add(key + ": " + file + " is " + e.getMessage() + " (expected: a UTF-8 file)");
      return Optional.empty();
    } catch (IOException _) {
      problems.add(key + ": " + file + " (expected: a UTF-8 file that can be read)");
      return Optional.empty();
    }
  }

  private static String refusal(Path file, List<FileProblem> problems) {
    return problems.stream()
        .map(FileProblem::toString)
        .collect(Collectors.joining("\n  ", file + " cannot be used:\n  ", ""));
  }
}
