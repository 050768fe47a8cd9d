package org.onthaal.aggregation.rule;

import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// Turns YAML text into its top section, without building any object that the text names.
public final class YamlFile {
  /// A rule takes about 300 characters; more is not a rule file.
  public static final int CHARACTERS_MAX = 1_000_000;

  /// Aliases are not needed here, and many of them blow up a small file.
  private static final int ALIASES_MAX = 20;

  private static final int DEPTH_MAX = 20;

  private YamlFile() {}

  /// The top mapping; empty, with the reason noted, when there is none.
  public static Optional<YamlSection> read(String text, FileProblems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(CHARACTERS_MAX);
    options.setMaxAliasesForCollections(ALIASES_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    try {
      Node node = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text));
      if (node instanceof MappingNode mapping) {
        return Optional.of(new YamlSection("", mapping, problems));
      }
      problems.add(
          new FileProblem(
              "",
              1,
              "a mapping at the top of the file",
              node == null ? "an empty file" : "something else"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(new FileProblem("", line, "well-formed YAML", String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      problems.add(new FileProblem("", 0, "well-formed YAML", String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }
}
