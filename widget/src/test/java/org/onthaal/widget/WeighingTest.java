package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeighingTest {
  @Test
  void integrityIsWhatBrowsersCompute() {
    Weighing.Weight weight =
        Weighing.Weight.of("alert('Hello, world.');".getBytes(StandardCharsets.UTF_8));

    // The example of the W3C recommendation on subresource integrity.
    assertThat(weight.integrity())
        .isEqualTo("sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO");
    assertThat(weight.bytes()).isEqualTo(23);
  }

  @Test
  void oneByteTooManyIsTooHeavy() {
    Weighing.Weight weight = Weighing.Weight.of(new byte[5_000]);

    assertThat(weight.gzipBytes()).isLessThan(100);
    assertThat(weight.isWithin(new Weighing.Budget("x", 1, weight.gzipBytes()))).isTrue();
    assertThat(weight.isWithin(new Weighing.Budget("x", 1, weight.gzipBytes() - 1))).isFalse();
  }

  @Test
  void releasedVersionIsTheSameForEver(@TempDir Path folder) throws IOException {
    Path released = folder.resolve("onthaal.js");
    Weighing.Weight weight = Weighing.Weight.of(new byte[] {1, 2, 3});

    assertThat(Weighing.isAsReleased(released, weight)).as("not released yet").isTrue();
    Files.write(released, new byte[] {1, 2, 3});
    assertThat(Weighing.isAsReleased(released, weight)).isTrue();
    Files.write(released, new byte[] {1, 2, 4});
    assertThat(Weighing.isAsReleased(released, weight)).isFalse();
  }

  @Test
  void jarHoldsTheFilesAndWhatIsSaidOfThemIsTrue() throws IOException {
    Weighing.Weight weight = Weighing.Weight.of(resource("onthaal.js"));
    JsonObject said =
        JsonParser.parseString(new String(resource("widget.json"), StandardCharsets.UTF_8))
            .getAsJsonObject();

    assertThat(said.get("integrity").getAsString()).isEqualTo(weight.integrity());
    assertThat(said.get("bytes").getAsInt()).isEqualTo(weight.bytes());
    assertThat(said.get("gzipBytes").getAsInt()).isEqualTo(weight.gzipBytes());
    assertThat(weight.isWithin(Weighing.Budget.read(Path.of("size-budget.json")))).isTrue();
    assertThat(resource("onthaal.mjs")).isNotEmpty();
    assertThat(resource("onthaal.d.ts"))
        .asString(StandardCharsets.UTF_8)
        .contains("HTMLElementTagNameMap");
  }

  @Test
  void versionIsTheSameWhereverItIsSaid() throws IOException {
    String version =
        JsonParser.parseString(new String(resource("widget.json"), StandardCharsets.UTF_8))
            .getAsJsonObject()
            .get("version")
            .getAsString();
    JsonObject manifest =
        JsonParser.parseString(Files.readString(Path.of("package.json"))).getAsJsonObject();
    Matcher newest =
        Pattern.compile("^## (\\S+)", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("CHANGELOG.md")));

    assertThat(manifest.get("version").getAsString()).isEqualTo(version);
    assertThat(newest.find()).isTrue();
    assertThat(newest.group(1)).isEqualTo(version);
  }

  @Test
  void packageHoldsWhateverItsReadMeLinksTo() throws IOException {
    Path npm = Path.of("target", "npm");
    JsonObject manifest =
        JsonParser.parseString(Files.readString(npm.resolve("package.json"))).getAsJsonObject();
    List<String> links =
        Pattern.compile("]\\((?!https?:)([^)#]+)")
            .matcher(Files.readString(npm.resolve("README.md")))
            .results()
            .map(link -> link.group(1))
            .toList();

    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(npm.resolve(link)).exists());
    assertThat(links)
        .allSatisfy(link ->
            assertThat(manifest.getAsJsonArray("files"))
                .contains(new JsonPrimitive(Path.of(link).getName(0).toString())));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = WeighingTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
