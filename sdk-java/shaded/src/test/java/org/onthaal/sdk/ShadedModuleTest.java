package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * As a module and as a library, the jar shows what the plain artifact shows, and gRPC finds its
 * parts.
 */
class ShadedModuleTest {
  private static final String INSIDE = "org.onthaal.sdk.shaded.";

  private final ModuleDescriptor module =
      ModuleFinder.of(ShadedJar.path()).find("org.onthaal.sdk").orElseThrow().descriptor();

  @Test
  void onlyTheApiIsExported() {
    assertThat(module.isAutomatic()).isFalse();
    assertThat(module.opens()).isEmpty();
    assertThat(module.exports())
        .filteredOn(exports -> !exports.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrderElementsOf(ApiText.PACKAGES);
  }

  @Test
  void onlyTheJdkIsRequired() {
    assertThat(module.requires())
        .filteredOn(each -> !each.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .allMatch(name -> name.startsWith("java.") || name.startsWith("jdk."));
  }

  @Test
  void apiIsThatOfThePlainArtifact() throws Exception {
    List<String> files = new ArrayList<>();
    for (String exported : ApiText.PACKAGES) {
      String inside = exported.replace('.', '/') + "/";
      ShadedJar.files().stream()
          .filter(file -> file.startsWith(inside) && file.indexOf('/', inside.length()) < 0)
          .forEach(files::add);
    }
    try (URLClassLoader alone = alone(MeterBinder.class, OpenTelemetry.class)) {
      assertThat(ApiText.of(files, alone)).isEqualTo(Files.readString(Path.of("../api/sdk.api")));
    }
  }

  /** On the class path by files, on the module path by the descriptor; as the libraries say. */
  @Test
  void everyProviderOfTheLibrariesIsProvided() throws IOException {
    Map<String, Set<String>> wanted = new TreeMap<>();
    Map<String, Set<String>> listed = new TreeMap<>();
    for (String service :
        List.of("LoadBalancerProvider", "ManagedChannelProvider", "NameResolverProvider")) {
      String name = "io.grpc." + service;
      List<URL> files =
          Collections.list(
              FeedbackClient.class.getClassLoader().getResources("META-INF/services/" + name));
      Set<String> providers = new TreeSet<>();
      for (URL file : files) {
        try (InputStream in = file.openStream()) {
          lines(in.readAllBytes()).forEach(line -> providers.add(INSIDE + line));
        }
      }
      wanted.put(INSIDE + name, providers);
      listed.put(
          INSIDE + name,
          new TreeSet<>(lines(ShadedJar.read("META-INF/services/" + INSIDE + name))));
    }
    Map<String, Set<String>> provided = new TreeMap<>();
    module
        .provides()
        .forEach(each -> provided.put(each.service(), new TreeSet<>(each.providers())));

    assertThat(listed).isEqualTo(wanted);
    assertThat(provided).isEqualTo(wanted);
    assertThat(module.uses()).isEqualTo(wanted.keySet());
    assertThat(ShadedJar.files())
        .containsAll(
            wanted.values().stream()
                .flatMap(Set::stream)
                .map(name -> name.replace('.', '/') + ".class")
                .toList());
  }

  /**
   * They tell by the package around them what they belong to, and fall back without a word
   * otherwise.
   */
  @Test
  void nativeLibrariesLoadUnderTheirNewNames() throws Exception {
    String netty = INSIDE + "io.grpc.netty.shaded.io.netty.";
    try (URLClassLoader alone = alone()) {
      alone.loadClass(netty + "channel.epoll.Epoll").getMethod("ensureAvailability").invoke(null);
      alone.loadClass(netty + "handler.ssl.OpenSsl").getMethod("ensureAvailability").invoke(null);
    }
  }

  private static List<String> lines(byte[] file) {
    return new String(file, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** The jar, the JDK and the libraries of some classes, nothing else. */
  private static URLClassLoader alone(Class<?>... beside) throws IOException {
    List<URL> all = new ArrayList<>(List.of(ShadedJar.path().toUri().toURL()));
    for (Class<?> type : beside) {
      all.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    return new URLClassLoader(all.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
