package org.onthaal.aggregation.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.OpeningHours;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Theme;
import org.onthaal.v1.Violation;

/// Every sort of value that a body may have, and what is said of one that is none.
class JsonBodyTest {
  @Test
  void everySortOfValueIsRead() {
    DeviceSettings read =
        settings(
            """
            {"version": 4294967295, "name": "Desk 3", "languages": ["nl", "fr"],
             "theme": "HIGH_CONTRAST", "headings": {"nl": "Dag!", "fr": "Bonjour !"},
             "openingHours": [{"weekday": 1, "opens": "08:30", "closes": "12:00"}, {}],
             "coolDown": "1.500s", "idle": "20s"}
            """);

    assertThat(read)
        .isEqualTo(
            DeviceSettings.newBuilder()
                .setVersion(-1) // how Java keeps the largest number without a sign
                .setName("Desk 3")
                .addAllLanguages(List.of("nl", "fr"))
                .setTheme(Theme.HIGH_CONTRAST)
                .putAllHeadings(Map.of("nl", "Dag!", "fr", "Bonjour !"))
                .addOpeningHours(
                    OpeningHours.newBuilder().setWeekday(1).setOpens("08:30").setCloses("12:00"))
                .addOpeningHours(OpeningHours.getDefaultInstance())
                .setCoolDown(Durations.fromMillis(1_500))
                .setIdle(Durations.fromSeconds(20))
                .build());
  }

  @Test
  void nullIsAbsentWhateverTheValue() {
    assertThat(
            settings(
                "{\"version\": null, \"theme\": null, \"headings\": null, \"idle\": null,"
                    + " \"openingHours\": null}"))
        .isEqualTo(DeviceSettings.getDefaultInstance());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          version      | -1                        | settings.version                 | a whole number from 0 to 4294967295
          version      | 4294967296                | settings.version                 | a whole number from 0 to 4294967295
          version      | 1.5                       | settings.version                 | a whole number from 0 to 4294967295
          version      | 1e999999999               | settings.version                 | a whole number from 0 to 4294967295
          version      | "1"                       | settings.version                 | a whole number from 0 to 4294967295
          theme        | "BLUE"                    | settings.theme                   | one of LIGHT, DARK, HIGH_CONTRAST
          theme        | 1                         | settings.theme                   | one of LIGHT, DARK, HIGH_CONTRAST
          coolDown     | "3"                       | settings.coolDown                | seconds with their unit such as 1.500s
          coolDown     | 3                         | settings.coolDown                | a text in quotes
          idle         | "999999999999s"           | settings.idle                    | seconds with their unit such as 1.500s
          headings     | ["nl"]                    | settings.headings                | an object of texts
          headings     | {"nl": 1}                 | settings.headings.nl             | a text in quotes
          headings     | {"nl": "a", "nl": "b"}    | settings.headings.nl             | the name once
          headings     | {"\\ud800": "a"}          | settings.headings.?              | a name in whole Unicode characters
          openingHours | {}                        | settings.openingHours            | a list of objects
          openingHours | [{}, 2]                   | settings.openingHours[1]         | an object
          openingHours | [{"weekday": "Monday"}]   | settings.openingHours[0].weekday | a whole number from 0 to 4294967295
          languages    | "nl"                      | settings.languages               | a list of texts
          """)
  void whatIsNoSuchValueIsNamed(String field, String value, String path, String expected) {
    List<Violation> found = refused("{\"settings\": {\"" + field + "\": " + value + "}}");

    assertThat(found)
        .containsExactly(
            Violation.newBuilder()
                .setField(path)
                .setReason(Reason.INVALID)
                .setExpected(expected)
                .build());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            refused(
                "{\"settings\": {\"version\": true, \"theme\": [], \"idle\": {}, \"colour\": 1,"
                    + " \"headings\": {\"nl\": [], \"fr\": {}}}}"))
        .extracting(Violation::getField)
        .containsExactly(
            "settings.version",
            "settings.theme",
            "settings.idle",
            "settings.colour",
            "settings.headings.nl",
            "settings.headings.fr");
  }

  private static DeviceSettings settings(String json) {
    return switch (read("{\"settings\": " + json + "}")) {
      case Answer.Given<CreatePairingRequest>(CreatePairingRequest request) ->
          request.getSettings();
      case Answer.Refused<CreatePairingRequest>(Problem problem) ->
          throw new AssertionError(problem.toString());
    };
  }

  private static List<Violation> refused(String json) {
    return switch (read(json)) {
      case Answer.Given<CreatePairingRequest>(CreatePairingRequest request) ->
          throw new AssertionError(request.toString());
      case Answer.Refused<CreatePairingRequest>(Problem problem) -> problem.getViolationsList();
    };
  }

  private static Answer<CreatePairingRequest> read(String json) {
    return JsonBody.read(
        Optional.of("application/json"),
        json.getBytes(StandardCharsets.UTF_8),
        CreatePairingRequest.getDefaultInstance());
  }
}
