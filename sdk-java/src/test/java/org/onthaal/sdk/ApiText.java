package org.onthaal.sdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The public API as text, a line for each class and member that a caller can see. */
final class ApiText {
  static final List<String> PACKAGES =
      List.of(
          "org.onthaal.sdk",
          "org.onthaal.sdk.jmx",
          "org.onthaal.sdk.micrometer",
          "org.onthaal.sdk.opentelemetry",
          "org.onthaal.sdk.testing");
  private static final int PUBLIC = Modifier.PUBLIC | Modifier.PROTECTED;

  private ApiText() {}

  /** The API of all classes in files of these names, as {@code loader} finds them. */
  static String of(List<String> classFiles, ClassLoader loader) throws ClassNotFoundException {
    List<String> names =
        classFiles.stream()
            .filter(file -> !file.endsWith("package-info.class"))
            .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
            .sorted()
            .toList();
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, loader);
      if (isVisible(type)) {
        text.append(type.toGenericString()).append('\n');
        members(type).forEach(member -> text.append("  ").append(member).append('\n'));
      }
    }
    return text.toString();
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    boolean visible = (type.getModifiers() & PUBLIC) != 0 && !type.isAnonymousClass();
    return visible && (outer == null || isVisible(outer));
  }

  private static List<String> members(Class<?> type) {
    List<String> members = new ArrayList<>();
    Arrays.stream(type.getDeclaredConstructors())
        .filter(ApiText::isVisible)
        .map(Constructor::toGenericString)
        .forEach(members::add);
    Arrays.stream(type.getDeclaredMethods())
        .filter(ApiText::isVisible)
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
