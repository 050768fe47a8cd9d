package org.onthaal.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The TypeScript is checked and its tests are run by deno, without Node and without fetching
/// anything.
class TypeScriptTest {
  private static final Path DENO = Path.of(property("onthaal.dashboard.deno"));
  private static final Path SOURCE = Path.of(property("onthaal.dashboard.source"));

  @TempDir static Path folder;

  private record Run(int status, String output) {}

  @Test
  void typesAreRight() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("check", "--no-remote", "src/main.tsx"));
    try (Stream<Path> files = Files.list(SOURCE.resolve("test"))) {
      files.map(file -> "test/" + file.getFileName()).sorted().forEach(arguments::add);
    }

    Run run = deno(arguments);

    assertThat(run.status()).as(run.output()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> unitTests() throws Exception {
    Path report = folder.resolve("report.xml");
    Run run = deno(List.of("test", "--no-remote", "--junit-path=" + report, "test"));
    assertThat(report).as(run.output()).exists();
    List<DynamicTest> tests = new ArrayList<>();
    NodeList cases = xml(report).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      tests.add(
          DynamicTest.dynamicTest(
              one.getAttribute("name"),
              () ->
                  assertThat(one.getElementsByTagName("failure").getLength())
                      .as(one.getTextContent())
                      .isZero()));
    }
    tests.add(
        DynamicTest.dynamicTest(
            "all of them", () -> assertThat(run.status()).as(run.output()).isZero()));
    return tests.stream();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static Run deno(List<String> arguments) throws IOException, InterruptedException {
    assertThat(DENO.toFile().setExecutable(true)).as("%s can be run", DENO).isTrue();
    List<String> command = new ArrayList<>(List.of(DENO.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(SOURCE.toFile()).redirectErrorStream(true);
    builder.environment().put("DENO_DIR", folder.resolve("cache").toString());
    builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
    builder.environment().put("NO_COLOR", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static Document xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
