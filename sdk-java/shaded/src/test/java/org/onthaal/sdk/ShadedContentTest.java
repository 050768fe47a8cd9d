package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar holds everything that the SDK needs, all of it under names of its own. */
class ShadedContentTest {
  private static final String OWN = "org/onthaal/sdk/";

  /** What Java 17 reads. */
  private static final int CLASS_VERSION_MAX = 61;

  /**
   * How the libraries are called everywhere else, in any of the ways in which class files write
   * names. A name of ours goes on before it; gRPC's keys of attributes have a colon there.
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(^/|(?<![/.:]))(io[/.](grpc|perfmark|netty)|com[/.]google|org[/.]onthaal[/.]v1)[/.]");

  /**
   * A text that tells people of a class, a switch or an address of the web; no name that is looked
   * up.
   */
  private static final Pattern PROSE = Pattern.compile("[ \\n]|^https?://|^-D");

  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(onthaal-[a-z-]+)</");

  @Test
  void everyClassIsUnderOurName() throws IOException {
    assertThat(ShadedJar.files())
        .filteredOn(file -> !file.startsWith(OWN))
        .allMatch(file -> file.startsWith("META-INF/"))
        .filteredOn(file -> file.endsWith(".class"))
        .containsExactly("META-INF/versions/9/module-info.class");
  }

  @Test
  void nothingElseOfTheLibrariesIsLeft() throws IOException {
    assertThat(ShadedJar.files())
        .filteredOn(file -> !file.endsWith(".class"))
        .allMatch(file ->
            file.matches("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|NOTICE\\.txt)")
                || file.matches("META-INF/license/LICENSE\\.[a-z-]+\\.txt")
                || file.matches(
                    "META-INF/native/(lib)?org_onthaal_sdk_shaded_io_grpc_netty_\\w+\\.\\w+")
                || file.matches("META-INF/services/org\\.onthaal\\.sdk\\.shaded\\.\\S+"));
  }

  @Test
  void noClassNamesALibraryOfTheApplication() throws IOException {
    List<String> found = new ArrayList<>();
    for (ClassModel type : classes()) {
      for (PoolEntry entry : type.constantPool()) {
        if (entry instanceof Utf8Entry text) {
          String value = text.stringValue();
          if (FOREIGN.matcher(value).find() && !PROSE.matcher(value).find()) {
            found.add(type.thisClass().asInternalName() + ": " + value);
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyClassThatIsNeededIsThere() throws IOException {
    List<ClassModel> classes = classes();
    Set<String> there = new TreeSet<>();
    classes.forEach(type -> there.add(type.thisClass().asInternalName()));
    Set<String> missing = new TreeSet<>();
    for (ClassModel type : classes) {
      for (PoolEntry entry : type.constantPool()) {
        if (entry instanceof ClassEntry named) {
          String name = named.asInternalName().replaceAll("^\\[+L?|;$", "");
          if (name.startsWith(OWN) && !there.contains(name)) {
            missing.add(name);
          }
        }
      }
    }

    // Netty's own jar lacks makers of certificates for its tests; nobody sees that annotations
    // lack.
    assertThat(missing)
        .allMatch(name ->
            name.contains("/io/netty/pkitesting/") || name.contains("/j2objc/annotations/"));
  }

  @Test
  void classesAreForJava17() throws IOException {
    assertThat(classes())
        .hasSizeGreaterThan(5000)
        .allMatch(type -> type.majorVersion() <= CLASS_VERSION_MAX);
  }

  @Test
  void licencesAreInside() throws IOException {
    String notice = new String(ShadedJar.read("META-INF/NOTICE"), StandardCharsets.UTF_8);

    assertThat(notice).contains("gRPC", "Protocol Buffers", "Netty", "Guava", "Gson", "PerfMark");
    assertThat(ShadedJar.read("META-INF/LICENSE"))
        .isEqualTo(Files.readAllBytes(Path.of("../../LICENSE")));
    Pattern.compile("META-INF/\\S+[\\w]")
        .matcher(notice)
        .results()
        .forEach(named -> assertThat(files()).contains(named.group()));
  }

  @Test
  void pomAsksForNothing() throws IOException {
    assertThat(Files.readString(Path.of("target", ".flattened-pom.xml")))
        .contains("<artifactId>onthaal-sdk-shaded</artifactId>")
        .doesNotContain("<parent>", "<dependency>", "${");
  }

  @Test
  void readmeNamesArtifactsThatAreMadeAndTheirSize() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<String> made = new ArrayList<>();
    for (String module : List.of("..", ".", "../bom", "../spring-boot-starter")) {
      Matcher own = ARTIFACT.matcher(Files.readString(Path.of(module, "pom.xml")));
      assertThat(own.find()).isTrue();
      made.add(own.group(1));
    }

    assertThat(ARTIFACT.matcher(readme).results().map(found -> found.group(1))).isSubsetOf(made);
    assertThat(
            Pattern.compile("`(onthaal-[a-z-]+)`|org\\.onthaal:(onthaal-[a-z-]+)")
                .matcher(readme)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2)))
        .contains("onthaal-sdk", "onthaal-sdk-shaded", "onthaal-bom")
        .isSubsetOf(made);
    assertThat(Files.size(ShadedJar.path())).isBetween(19_000_000L, 20_500_000L);
  }

  private static List<String> files() {
    try {
      return ShadedJar.files();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ClassModel> classes() throws IOException {
    List<ClassModel> models = new ArrayList<>();
    try (JarFile jar = new JarFile(ShadedJar.path().toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().startsWith(OWN) && entry.getName().endsWith(".class")) {
          models.add(ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()));
        }
      }
    }
    return models;
  }
}
