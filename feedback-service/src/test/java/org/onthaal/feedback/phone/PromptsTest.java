package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.survey.Language;

class PromptsTest {
  private static final Prompts.Place SHORTEST = new Prompts.Place("a", "s", 1, Language.FR, "abc");
  private static final Prompts BUILT = Prompts.open(Optional.empty());

  @Test
  void everyPromptIsSpokenInEveryLanguageAsTelephonesPlayIt() {
    for (Language language : Language.REQUIRED) {
      for (Prompt prompt : Prompt.values()) {
        byte[] content =
            BUILT.find(language.subtag(), prompt.fileName() + ".wav").orElseThrow().content();

        assertThat(Wave.length(content)).as("%s %s", language, prompt).isPresent();
        assertThat(Wave.length(content).orElseThrow())
            .as("%s %s", language, prompt)
            .isBetween(Duration.ofMillis(400), Duration.ofSeconds(6));
        assertThat(loudest(content)).as("%s %s", language, prompt).isGreaterThan(20_000);
      }
    }
  }

  @Test
  void whatIsSpokenIsWrittenDownInEveryLanguage() {
    List<String> names = Arrays.stream(Prompt.values()).map(Prompt::fileName).toList();

    for (Language language : Language.REQUIRED) {
      Map<String, String> texts = texts(language);
      assertThat(texts.keySet()).containsExactlyInAnyOrderElementsOf(names);
      assertThat(texts.values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void apologyIsShortEnoughToLetTheCallerGoInTime() {
    for (Language language : Language.REQUIRED) {
      byte[] content = BUILT.find(language.subtag(), "apology.wav").orElseThrow().content();

      assertThat(Wave.length(content).orElseThrow()).isLessThan(Duration.ofMillis(1_400));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "http://localhost:8080", "https://avis.example"})
  void everyAddressIsLongEnoughForAsterisk(String base) {
    PromptAddresses addresses = new PromptAddresses(BUILT, "", () -> URI.create(base));

    for (Language language : Language.REQUIRED) {
      Prompts.Place place = new Prompts.Place("a", "s", 1, language, "abc");
      for (Prompt prompt : Prompt.values()) {
        assertThat(addresses.of(place, prompt)).startsWith(base + "/phone/prompts/a/s/v1/");
        assertThat(addresses.of(place, prompt).length()).isGreaterThanOrEqualTo(70);
      }
    }
  }

  @Test
  void codesOfTheCatalogueCannotLeaveTheirPlaceInAnAddress() {
    Prompts.Place place = new Prompts.Place("ville \"d'été\"", "a/../b?c", 2, Language.FR, "abc");

    assertThat(BUILT.path(place, Prompt.GREETING))
        .startsWith(
            "/phone/prompts/ville%20%22d%27%C3%A9t%C3%A9%22/a%2F..%2Fb%3Fc/v2/fr/abc_greeting_");
  }

  @Test
  void folderOfTheTelephoneSystemIsNamedWithoutEnding() {
    PromptAddresses addresses =
        new PromptAddresses(BUILT, "/srv/onthaal", () -> URI.create("http://a"));

    assertThat(addresses.of(SHORTEST, Prompt.KEYS_CSAT)).isEqualTo("/srv/onthaal/fr/keys-csat");
  }

  @Test
  void recordingOfOnesOwnTakesThePlaceOfTheBuildsAndHasAnotherAddress(@TempDir Path folder)
      throws IOException {
    Prompts own = Prompts.open(Optional.of(folder));
    String before = own.path(SHORTEST, Prompt.GREETING);
    byte[] general = BUILT.find("fr", "thanks.wav").orElseThrow().content();
    byte[] special = BUILT.find("nl", "thanks.wav").orElseThrow().content();

    Path file = put(folder.resolve("fr/greeting.wav"), general);
    String after = own.path(SHORTEST, Prompt.GREETING);
    put(folder.resolve("abc/fr/greeting.wav"), special);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

    assertThat(after).isNotEqualTo(before);
    assertThat(own.path(SHORTEST, Prompt.GREETING)).isNotIn(before, after);
    assertThat(found(own, after.substring(after.lastIndexOf('/') + 1))).isEqualTo(special);
    assertThat(found(own, "greeting.wav")).isEqualTo(general);
    assertThat(found(own, "other_greeting.wav")).isEqualTo(general);
    assertThat(found(own, "thanks.wav")).isEqualTo(general);
  }

  @Test
  void recordingThatTelephonesCannotPlayIsLeftAside(@TempDir Path folder) throws IOException {
    Prompts own = Prompts.open(Optional.of(folder));
    put(folder.resolve("fr/greeting.wav"), "RIFFmp3".getBytes(StandardCharsets.US_ASCII));

    assertThat(found(own, "greeting.wav")).isEqualTo(found(BUILT, "greeting.wav"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "greeting",
        "greeting.mp3",
        "nothing.wav",
        "_.wav",
        "a_b_c_d.wav",
        "../fr/greeting.wav",
        ""
      })
  void nothingElseIsFound(String name) {
    assertThat(BUILT.find("fr", name)).isEmpty();
    assertThat(BUILT.find("pt", "greeting.wav")).isEmpty();
  }

  @Test
  void fileIsNeverLookedForOutsideTheFolder(@TempDir Path folder) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("inside"));
    put(folder.resolve("fr/greeting.wav"), BUILT.find("fr", "thanks.wav").orElseThrow().content());

    assertThat(found(Prompts.open(Optional.of(inside)), ".._greeting.wav"))
        .isEqualTo(found(BUILT, "greeting.wav"));
  }

  private static byte[] found(Prompts prompts, String name) {
    return prompts.find("fr", name).orElseThrow().content();
  }

  private static Path put(Path file, byte[] content) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.write(file, content);
  }

  private static int loudest(byte[] wave) {
    int most = 0;
    for (int i = 44; i + 1 < wave.length; i += 2) {
      most = Math.max(most, Math.abs((wave[i + 1] << 8) | (wave[i] & 0xFF)));
    }
    return most;
  }

  private static Map<String, String> texts(Language language) {
    String name = "/org/onthaal/feedback/phone/prompts/" + language + ".txt";
    try (InputStream in = Objects.requireNonNull(PromptsTest.class.getResourceAsStream(name))) {
      Function<String, String[]> sides = line -> line.split(": ", 2);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(Collectors.toMap(line -> sides.apply(line)[0], line -> sides.apply(line)[1]));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
