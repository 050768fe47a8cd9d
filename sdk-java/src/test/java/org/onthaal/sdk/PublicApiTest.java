package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API is what callers compile against: each change of it is one of {@code api/sdk.api},
 * which a reviewer reads.
 */
class PublicApiTest {
  private static final Path ACCEPTED = Path.of("api", "sdk.api");
  private static final Path FOUND = Path.of("target", "sdk.api");

  @Test
  void apiIsTheOneThatWasAccepted() throws IOException, ClassNotFoundException {
    String found = api();
    Files.writeString(FOUND, found);

    assertThat(found)
        .as("the public API changed; where that is meant, copy %s to %s", FOUND, ACCEPTED)
        .isEqualTo(Files.readString(ACCEPTED));
  }

  @Test
  void signaturesNameNothingThatCallersMayHaveInAnotherVersion()
      throws IOException, ClassNotFoundException {
    assertThat(api())
        .doesNotContain("io.grpc", "com.google", "org.onthaal.v1", "internal", "resilience4j");
  }

  @Test
  void onlyTheApiIsExported() {
    ModuleDescriptor module = FeedbackClient.class.getModule().getDescriptor();

    assertThat(module.name()).isEqualTo("org.onthaal.sdk");
    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(ApiText.PACKAGES);
    assertThat(required(module, false))
        .containsExactlyInAnyOrder(
            "java.base", "com.google.protobuf", "io.grpc", "io.grpc.stub", "org.onthaal.v1");
    assertThat(required(module, true))
        .containsExactlyInAnyOrder(
            "java.management", "org.jspecify", "io.opentelemetry.api", "micrometer.core");
  }

  private static List<String> required(ModuleDescriptor module, boolean optional) {
    return module.requires().stream()
        .filter(each ->
            each.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC) == optional)
        .map(ModuleDescriptor.Requires::name)
        .toList();
  }

  private static String api() throws IOException, ClassNotFoundException {
    List<String> files = new ArrayList<>();
    for (String exported : ApiText.PACKAGES) {
      String inside = exported.replace('.', '/');
      try (Stream<Path> all = Files.list(Path.of("target", "classes").resolve(inside))) {
        all.map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class"))
            .forEach(name -> files.add(inside + "/" + name));
      }
    }
    return ApiText.of(files, FeedbackClient.class.getClassLoader());
  }
}
