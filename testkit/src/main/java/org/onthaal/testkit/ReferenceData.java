package org.onthaal.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder with real ratings ({@code data/}) and known answers ({@code kat/}), which is not part
 * of the project. Found by the variable {@value #VARIABLE}; tests that need it run when it is set.
 */
public final class ReferenceData {
  public static final String VARIABLE = "ONTHAAL_REFERENCE_DATA";

  private ReferenceData() {}

  /**
   * Whether the folder is there; for {@code @EnabledIf}. On a build machine ({@code CI=true}) its
   * absence is a failure, not a reason to leave tests out.
   *
   * @throws IllegalStateException on a build machine without the folder
   */
  public static boolean isPresent() {
    boolean present = folder().filter(Files::isDirectory).isPresent();
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          VARIABLE + " must name the reference data folder when CI=true");
    }
    return present;
  }

  /** A file or folder below the reference data: {@code ReferenceData.path("data/expected")}. */
  public static Path path(String below) {
    return folder()
        .orElseThrow(() -> new IllegalStateException(VARIABLE + " is not set"))
        .resolve(below);
  }

  private static Optional<Path> folder() {
    return Optional.ofNullable(System.getenv(VARIABLE)).filter(s -> !s.isBlank()).map(Path::of);
  }
}
