package org.onthaal.bench.widget;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packages of others, fetched by npm into a folder of their own, in the versions of
/// `npm/package-lock.json`, and bundled where they come in pieces for bundlers.
final class PeerPackages implements AutoCloseable {
  private static final Duration COMMAND_MAX = Duration.ofMinutes(5);
  private static final List<String> BUNDLED = List.of("sentry", "surveyjs");

  private final Path folder;

  private PeerPackages(Path folder) {
    this.folder = folder;
  }

  /// Fetches and bundles.
  static PeerPackages fetch() throws NotMeasurable, IOException, InterruptedException {
    if (!isInstalled("npm")) {
      throw new NotMeasurable(
          "The widgets of others come through npm, which is not installed: install Debian's package npm.");
    }
    PeerPackages packages = new PeerPackages(Files.createTempDirectory("onthaal-bench-widget"));
    try {
      for (String file : List.of("package.json", "package-lock.json", "sentry.js", "surveyjs.js")) {
        Files.writeString(packages.folder.resolve(file), resource("npm/" + file));
      }
      packages.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      for (String bundle : BUNDLED) {
        packages.bundle(bundle);
      }
      return packages;
    } catch (NotMeasurable | IOException | InterruptedException e) {
      packages.close();
      throw e;
    }
  }

  /// As small as it gets: minified, without what is not used, without what Sentry's documentation
  /// says to leave out ("Configuration > Tree Shaking").
  private void bundle(String name) throws NotMeasurable, IOException, InterruptedException {
    run(
        folder.resolve("node_modules/.bin/esbuild").toString(),
        name + ".js",
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2022",
        "--log-level=error",
        "--define:__SENTRY_DEBUG__=false",
        "--define:__SENTRY_TRACING__=false",
        "--outfile=bundles/" + name + ".js");
  }

  private void run(String... command) throws NotMeasurable, IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new NotMeasurable(
          "`%s` took more than %d minutes."
              .formatted(String.join(" ", command), COMMAND_MAX.toMinutes()));
    }
    if (process.exitValue() != 0) {
      throw new NotMeasurable(
          "`%s` ended with %d: %s"
              .formatted(
                  String.join(" ", command), process.exitValue(), Files.readString(log).strip()));
    }
  }

  /// A file of a package.
  Path file(String path) throws IOException {
    return within("node_modules", path);
  }

  /// What was bundled of them.
  Path bundled(String name) throws IOException {
    return within("bundles", name);
  }

  private Path within(String place, String path) throws IOException {
    Path root = folder.resolve(place);
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new IOException(path + " is not in " + root);
    }
    return file;
  }

  /// The version that was fetched.
  String version(String name) throws IOException {
    return JsonParser.parseString(Files.readString(file(name + "/package.json")))
        .getAsJsonObject()
        .get("version")
        .getAsString();
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /// A file that comes with this bench.
  static String resource(String name) throws IOException {
    try (InputStream in = PeerPackages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
