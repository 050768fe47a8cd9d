package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The TypeScript is checked and its tests are run by deno, without Node and without fetching
/// anything.
class TypeScriptIT {
  private static final Path DENO = Path.of(System.getProperty("onthaal.widget.deno", "deno"));

  @TempDir static Path folder;

  private record Run(int status, String output) {}

  @Test
  void typesAreRight() throws Exception {
    Run run =
        deno(
            "check",
            "--no-remote",
            "--no-npm",
            "src/index.ts",
            "src/onthaal-feedback-define.ts",
            "src/page/page.ts",
            "src/kiosk/main.ts",
            "src/kiosk/service-worker.ts",
            "test/contract.ts",
            "test/callers.tsx");

    assertThat(run.status()).as(run.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"i18n/de.ts, send", "kiosk/i18n/nl.ts, thanks"})
  void textMissingInOneLanguageDoesNotCompile(String file, String text) throws Exception {
    Path words = copyOf(Path.of("src"), folder.resolve("broken-" + text)).resolve(file);
    Files.writeString(
        words, Files.readString(words).replaceFirst("(?m)^  " + text + ": .*\\R", ""));

    Run run = deno("check", "--no-remote", "--no-npm", words.toString());

    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("'" + text + "' is missing");
  }

  @TestFactory
  Stream<DynamicTest> unitTests() throws Exception {
    Path report = folder.resolve("report.xml");
    Run run = deno("test", "--no-remote", "--no-npm", "--junit-path=" + report, "test");
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

  private static Run deno(String... arguments) throws IOException, InterruptedException {
    assertThat(DENO.toFile().setExecutable(true)).as("%s can be run", DENO).isTrue();
    List<String> command = new ArrayList<>(List.of(DENO.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DENO_DIR", folder.resolve("cache").toString());
    builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
    builder.environment().put("NO_COLOR", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static Path copyOf(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".ts")).toList()) {
        Path copy = target.resolve(source.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return target;
  }

  private static Document xml(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
