package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The tree stays readable. Each limit is the point at which a stranger would start to scroll. */
class TidyTest {
  private static final int MAIN_CODE_LINES_MAX = 300;
  private static final int TEST_CODE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 50;
  private static final int PARAMETERS_MAX = 6;
  private static final int PACKAGE_FILES_MAX = 30;
  private static final int README_LINES_MAX = 200;
  private static final Pattern PROMISE =
      Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!.*(#\\d+|https?://))");
  private static final Pattern NO_CODE =
      Pattern.compile("^\\s*(//.*|/\\*.*|\\*.*|import .*|package .*)?$");

  @Test
  void noFileIsTooLong() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files("java", "ts")) {
      long lines =
          Files.readAllLines(file).stream()
              .filter(line -> !NO_CODE.matcher(line).matches())
              .count();
      if (lines > (isTest(file) ? TEST_CODE_LINES_MAX : MAIN_CODE_LINES_MAX)) {
        found.add(name(file) + ": " + lines + " code lines");
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noMethodIsTooLongOrTakesTooMuch() throws IOException {
    List<String> found = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var sources = manager.getJavaFileObjectsFromPaths(files("java"));
      var task =
          (JavacTask) compiler.getTask(null, manager, problem -> {}, List.of(), null, sources);
      var positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new MethodLimits(unit, positions, found), null);
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noPackageHoldsTooManyFiles() throws IOException {
    Map<Path, Integer> counts = new TreeMap<>();
    files("java", "ts").forEach(file -> counts.merge(file.getParent(), 1, Integer::sum));
    counts.values().removeIf(count -> count <= PACKAGE_FILES_MAX);
    assertThat(counts).isEmpty();
  }

  @Test
  void readmeFitsItsPurpose() throws IOException {
    assertThat(Files.readAllLines(root().resolve("README.md")))
        .hasSizeLessThanOrEqualTo(README_LINES_MAX);
  }

  @Test
  void noTabsAndNoPromisesWithoutReference() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files("java", "ts", "proto", "sql", "yaml", "css", "html", "md")) {
      if (file.endsWith("TidyTest.java")) {
        continue; // it names what it looks for
      }
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains("\t") || PROMISE.matcher(lines.get(i)).find()) {
          found.add(name(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files(String... extensions) throws IOException {
    try (Stream<Path> walk = Files.walk(root())) {
      return walk.filter(TidyTest::isOurs)
          .filter(file ->
              Stream.of(extensions)
                  .anyMatch(extension -> file.toString().endsWith("." + extension)))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : root().relativize(file)) {
      String name = part.toString();
      if (name.equals("target")
          || name.equals("node_modules")
          || (name.startsWith(".") && name.length() > 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTest(Path file) {
    return name(file).contains("src/test/") || name(file).startsWith("e2e/");
  }

  private static String name(Path file) {
    return root().relativize(file).toString();
  }

  /** The folder that holds the front door, above the module in which this test runs. */
  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .limit(5)
        .filter(folder -> Files.isRegularFile(folder.resolve("onthaal")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Notes methods and constructors beyond the limits; a record's header is not a parameter list.
   */
  private static final class MethodLimits extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;
    private boolean inRecord;

    MethodLimits(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      boolean outer = inRecord;
      inRecord = type.getKind() == Tree.Kind.RECORD;
      super.visitClass(type, null);
      inRecord = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      Tree body = method.getBody();
      if (body != null && positions.getStartPosition(unit, body) >= 0) {
        var lines = unit.getLineMap();
        long length =
            lines.getLineNumber(positions.getEndPosition(unit, body))
                - lines.getLineNumber(positions.getStartPosition(unit, body))
                - 1;
        String where = name(Path.of(unit.getSourceFile().toUri())) + " " + method.getName();
        if (length > METHOD_LINES_MAX) {
          found.add(where + ": " + length + " lines");
        }
        boolean header = inRecord && method.getName().contentEquals("<init>");
        if (!header && method.getParameters().size() > PARAMETERS_MAX) {
          found.add(where + ": " + method.getParameters().size() + " parameters");
        }
      }
      return super.visitMethod(method, null);
    }
  }
}
