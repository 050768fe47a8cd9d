package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.TlsServerCredentials;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that has gRPC, protobuf, Netty, Guava and Gson of 2019 keeps them, and stores
 * ratings all the same. The program is {@code OldHost.java} of the test's resources.
 */
class OldHostTest {
  private static final Path OLD = Path.of("target", "old-host").toAbsolutePath();

  @TempDir private static Path certificates;
  @TempDir private Path folder;
  private static TestAuthority.Issued issued;

  @BeforeAll
  static void issue() throws Exception {
    issued = TestAuthority.create(certificates, "town").issue("server");
  }

  @ParameterizedTest
  @MethodSource("org.onthaal.sdk.ReadmeTest#jdks")
  void keepsItsLibrariesAndStoresARating(Path jdk) throws Exception {
    try (ScriptedDoor plain = new ScriptedDoor();
        ScriptedDoor door = secureDoor()) {
      Program.Ended ended = run(jdk, plain, door, List.of(ShadedJar.path().toString()));

      assertThat(ended.status()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("Delivered[");
      assertThat(plain.calls()).as("by the old gRPC").containsExactly(0);
      assertThat(door.stored()).hasSize(1);
    }
  }

  /** Otherwise the test above would show nothing. */
  @Test
  void cannotUseThePlainArtifact() throws Exception {
    try (ScriptedDoor plain = new ScriptedDoor();
        ScriptedDoor door = secureDoor()) {
      List<String> libraries = new ArrayList<>();
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(jar -> !jar.contains("shaded"))
          .forEach(libraries::add);

      Program.Ended ended = run(Path.of(System.getProperty("java.home")), plain, door, libraries);

      assertThat(ended.status()).isNotZero();
      assertThat(ended.said()).contains("Error: ").doesNotContain("Delivered[");
      assertThat(door.stored()).isEmpty();
    }
  }

  private Program.Ended run(
      Path jdk, ScriptedDoor plain, ScriptedDoor secure, List<String> libraries) throws Exception {
    List<String> paths = new ArrayList<>(oldLibraries());
    paths.addAll(libraries);
    paths.add(folder.toString());
    String classPath = Program.path(paths.toArray());
    Program program = new Program(folder);
    program.compile("OldHost.java", source(), List.of("-Xlint:-path", "-cp", classPath));
    return program.java(
        jdk,
        List.of(
            "-cp",
            classPath,
            "OldHost",
            OLD.toString(),
            Integer.toString(plain.port()),
            Integer.toString(secure.port()),
            certificates.resolve("town.pem").toString()));
  }

  private static String source() throws IOException {
    try (InputStream in = OldHostTest.class.getResourceAsStream("OldHost.java")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ScriptedDoor secureDoor() throws IOException {
    return new ScriptedDoor(
        0, TlsServerCredentials.create(issued.certificate().toFile(), issued.key().toFile()));
  }

  private static List<String> oldLibraries() throws IOException {
    try (Stream<Path> jars = Files.list(OLD)) {
      return jars.map(Path::toString).sorted().toList();
    }
  }
}
