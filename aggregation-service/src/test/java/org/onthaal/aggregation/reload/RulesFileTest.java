package org.onthaal.aggregation.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.reload.RulesFile.Replaced;

class RulesFileTest {
  private static final String BEFORE = "rules: []\n";
  private static final String AFTER = "# é\nrules: []\n";

  @TempDir Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(folder.resolve("rules.yaml"), BEFORE);
  }

  @Test
  void fileIsReplacedWithItsPermissions() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    RulesFile file = editable();

    assertThat(file.replace(AFTER, version(file))).isEqualTo(new Replaced.Done(version(file)));

    assertThat(path).hasContent(AFTER);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-r-----");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void linkStaysALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), path);
    RulesFile file = new RulesFile(Optional.of(link), true);

    assertThat(file.replace(AFTER, version(file))).isInstanceOf(Replaced.Done.class);

    assertThat(link).isSymbolicLink();
    assertThat(path).hasContent(AFTER);
  }

  @Test
  void whoWasOvertakenWritesNothing() throws IOException {
    RulesFile file = editable();
    String version = version(file);
    Files.writeString(path, "rules: [] # of another\n");

    assertThat(file.replace(AFTER, version)).isEqualTo(new Replaced.Overtaken());
    assertThat(path).hasContent("rules: [] # of another\n");
  }

  @Test
  void settingThatIsOffIsSaid() {
    RulesFile file = new RulesFile(Optional.of(path), false);

    assertThat(file.isEditable()).isFalse();
    assertThat(file.replace(AFTER, version(file)))
        .isEqualTo(new Replaced.Refused("the setting rules.editable is off"));
    assertThat(path).hasContent(BEFORE);
  }

  @Test
  void folderThatCannotBeWrittenIsSaid() throws IOException {
    // A folder in the way of the part stops everybody, root too.
    Files.createDirectories(folder.resolve("rules.yaml.part/full"));

    assertThat(editable().replace(AFTER, version(editable()))).isInstanceOf(Replaced.Refused.class);
    assertThat(path).hasContent(BEFORE);
  }

  @Test
  void withoutAFileThereIsNothingToReplace() {
    RulesFile none = new RulesFile(Optional.empty(), true);

    assertThat(none.read()).isEmpty();
    assertThat(none.isEditable()).isFalse();
    assertThat(none.replace(AFTER, "x")).isEqualTo(new Replaced.Refused("no rule file is named"));
  }

  private RulesFile editable() {
    return new RulesFile(Optional.of(path), true);
  }

  private static String version(RulesFile file) {
    return file.read().orElseThrow().version();
  }
}
