package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int PUBLIC = Modifier.PUBLIC | Modifier.PROTECTED;

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
        .containsExactlyInAnyOrder("org.onthaal.sdk", "org.onthaal.sdk.testing");
    assertThat(module.requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder(
            "java.base",
            "com.google.protobuf",
            "io.grpc",
            "io.grpc.stub",
            "org.jspecify",
            "org.onthaal.v1");
  }

  private static String api() throws IOException, ClassNotFoundException {
    StringBuilder text = new StringBuilder();
    for (String name : names()) {
      Class<?> type = Class.forName(name);
      if (isVisible(type)) {
        text.append(type.toGenericString()).append('\n');
        members(type).forEach(member -> text.append("  ").append(member).append('\n'));
      }
    }
    return text.toString();
  }

  private static List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String exported : List.of("org.onthaal.sdk", "org.onthaal.sdk.testing")) {
      Path classes = Path.of("target", "classes").resolve(exported.replace('.', '/'));
      try (Stream<Path> files = Files.list(classes)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
            .map(name -> exported + "." + name.substring(0, name.length() - 6))
            .sorted()
            .forEach(names::add);
      }
    }
    return names;
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    boolean visible = (type.getModifiers() & PUBLIC) != 0 && !type.isAnonymousClass();
    return visible && (outer == null || isVisible(outer));
  }

  private static List<String> members(Class<?> type) {
    List<String> members = new ArrayList<>();
    Arrays.stream(type.getDeclaredConstructors())
        .filter(PublicApiTest::isVisible)
        .map(Constructor::toGenericString)
        .forEach(members::add);
    Arrays.stream(type.getDeclaredMethods())
        .filter(PublicApiTest::isVisible)
        .map(Method::toGenericString)
        .forEach(members::add);
    Arrays.stream(type.getDeclaredFields())
        .filter(field -> (field.getModifiers() & PUBLIC) != 0)
        .map(Field::toGenericString)
        .forEach(members::add);
    members.sort(String::compareTo);
    return members;
  }

  private static boolean isVisible(Executable member) {
    return (member.getModifiers() & PUBLIC) != 0 && !member.isSynthetic();
  }
}
