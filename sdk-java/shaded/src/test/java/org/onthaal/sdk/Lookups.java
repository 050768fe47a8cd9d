package org.onthaal.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a process looks up by name: each method here stands for the one of the same name of {@link
 * Class} or {@link ClassLoader}, and remembers what was found.
 *
 * <p>A line is {@code type T}, {@code method T name(P,…)}, {@code field T name}, {@code all T
 * methods} or {@code resource name}.
 */
public final class Lookups {
  private static final Set<String> FOUND = new ConcurrentSkipListSet<>();

  private Lookups() {}

  /** Writes what was found to a file when the process ends. */
  static void writeAtExit(Path file) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                Files.write(file, FOUND);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }));
  }

  public static Class<?> forName(String name) throws ClassNotFoundException {
    return found(Class.forName(name));
  }

  public static Class<?> forName(String name, boolean initialize, ClassLoader loader)
      throws ClassNotFoundException {
    return found(Class.forName(name, initialize, loader));
  }

  public static Class<?> loadClass(ClassLoader loader, String name) throws ClassNotFoundException {
    return found(loader.loadClass(name));
  }

  public static Method getMethod(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return found(type.getMethod(name, parameters), parameters);
  }

  public static Method getDeclaredMethod(Class<?> type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    return found(type.getDeclaredMethod(name, parameters), parameters);
  }

  public static <T> Constructor<T> getConstructor(Class<T> type, Class<?>... parameters)
      throws NoSuchMethodException {
    return found(type.getConstructor(parameters), parameters);
  }

  public static <T> Constructor<T> getDeclaredConstructor(Class<T> type, Class<?>... parameters)
      throws NoSuchMethodException {
    return found(type.getDeclaredConstructor(parameters), parameters);
  }

  public static Field getField(Class<?> type, String name) throws NoSuchFieldException {
    return found(type.getField(name));
  }

  public static Field getDeclaredField(Class<?> type, String name) throws NoSuchFieldException {
    return found(type.getDeclaredField(name));
  }

  public static Method[] getMethods(Class<?> type) {
    FOUND.add("all " + type.getName() + " methods");
    return type.getMethods();
  }

  public static Method[] getDeclaredMethods(Class<?> type) {
    FOUND.add("all " + type.getName() + " methods");
    return type.getDeclaredMethods();
  }

  public static Constructor<?>[] getDeclaredConstructors(Class<?> type) {
    FOUND.add("all " + type.getName() + " constructors");
    return type.getDeclaredConstructors();
  }

  public static Field[] getDeclaredFields(Class<?> type) {
    FOUND.add("all " + type.getName() + " fields");
    return type.getDeclaredFields();
  }

  public static @Nullable URL getResource(Class<?> type, String name) {
    return found(name, type.getResource(name));
  }

  public static @Nullable InputStream getResourceAsStream(Class<?> type, String name) {
    return found(name, type.getResourceAsStream(name));
  }

  public static @Nullable URL getResource(ClassLoader loader, String name) {
    return found(name, loader.getResource(name));
  }

  public static Enumeration<URL> getResources(ClassLoader loader, String name) throws IOException {
    Enumeration<URL> all = loader.getResources(name);
    if (all.hasMoreElements()) {
      FOUND.add("resource " + name);
    }
    return all;
  }

  public static @Nullable InputStream getResourceAsStream(ClassLoader loader, String name) {
    return found(name, loader.getResourceAsStream(name));
  }

  private static Class<?> found(Class<?> type) {
    FOUND.add("type " + type.getTypeName());
    return type;
  }

  private static <M extends Member> M found(M member, Class<?>... parameters) {
    String type = member.getDeclaringClass().getName();
    if (member instanceof Field) {
      FOUND.add("field " + type + " " + member.getName());
      return member;
    }
    String name = member instanceof Constructor ? "<init>" : member.getName();
    FOUND.add(
        Arrays.stream(parameters)
            .map(Class::getTypeName)
            .collect(Collectors.joining(",", "method " + type + " " + name + "(", ")")));
    return member;
  }

  private static <T> @Nullable T found(String name, @Nullable T resource) {
    if (resource != null) {
      FOUND.add("resource " + name);
    }
    return resource;
  }
}
