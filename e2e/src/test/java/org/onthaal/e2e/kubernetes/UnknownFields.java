package org.onthaal.e2e.kubernetes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Fields of a parsed manifest that the Kubernetes models do not have: the parser keeps them aside
/// instead of refusing them.
final class UnknownFields {
  private static final String MODELS = "io.fabric8.kubernetes.api.model";

  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  /// Paths of the unknown fields, such as `spec.prots`.
  static List<String> of(Object resource) {
    UnknownFields fields = new UnknownFields();
    fields.visit("", resource);
    return fields.found;
  }

  private void visit(String path, Object value) {
    switch (value) {
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          visit(path + "[" + index++ + "]", item);
        }
      }
      case Map<?, ?> entries -> entries.forEach((key, item) -> visit(path + "." + key, item));
      default -> {
        if (value.getClass().getName().startsWith(MODELS)) {
          visitModel(path, value);
        }
      }
    }
  }

  private void visitModel(String path, Object model) {
    Arrays.stream(model.getClass().getMethods())
        .filter(method -> method.getParameterCount() == 0 && method.getName().startsWith("get"))
        .filter(method -> method.getDeclaringClass().getName().startsWith(MODELS))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(getter -> visitProperty(path, model, getter));
  }

  private void visitProperty(String path, Object model, Method getter) {
    Object value = read(model, getter);
    String prefix = path.isEmpty() ? "" : path + ".";
    if (getter.getName().equals("getAdditionalProperties")) {
      ((Map<?, ?>) value).keySet().forEach(key -> found.add(prefix + key));
    } else if (!(value instanceof Absent)) {
      String name = getter.getName().substring("get".length());
      visit(prefix + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value);
    }
  }

  private static Object read(Object model, Method getter) {
    try {
      Object value = getter.invoke(model);
      return value == null ? Absent.ABSENT : value;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(getter + " could not be read", e);
    }
  }

  /// Stands for a property without a value.
  private enum Absent {
    ABSENT
  }
}
