package org.onthaal.e2e.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.e2e.command.CommandLine;

/// An operator has a kiosk let in, looks how it is, and sends it away.
class KiosksAtTheCommandLineIT {
  @TempDir Path folder;

  @Test
  void kioskIsLetInListedAndSentAway() {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      assertThat(installation.run("devices", "list").orFail().out()).contains("No devices.");
      CommandLine.Result made =
          installation.run(
              "devices",
              "pair",
              "--touchpoint",
              "senne-population-counter",
              "--name",
              "Hall A",
              "--pin",
              "471147",
              "--language",
              "nl",
              "--theme",
              "high_contrast",
              "--always");
      String code = made.orFail().out().strip();
      assertThat(code).matches("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
      assertThat(made.err()).contains("Good once, until 20");

      HttpResponse<String> paired =
          HttpCaller.postJson(
              installation.feedback().resolve("/v1/devices:pair"),
              "{\"code\": \"" + code.toLowerCase(java.util.Locale.ROOT) + "\"}");
      String id = paired.body().replaceFirst("(?s).*\"id\": ?\"([0-9a-f-]{36})\".*", "$1");

      assertThat(paired.statusCode()).isEqualTo(200);
      assertThat(paired.body()).contains("HIGH_CONTRAST", "471147", "Hall A", "24:00");
      assertThat(installation.run("devices", "list").orFail().out())
          .contains(id, "commune-de-la-senne", "Hall A", "never")
          .doesNotContain("471147");
      assertThat(installation.run("devices", "list", "--json").orFail().out())
          .contains("\"pairedAt\"")
          .doesNotContain("471147");
      changed(installation, id);
      assertThat(installation.run("devices", "revoke", id).orFail().out())
          .contains(id, "Hall B", "was revoked at 20");
    }
  }

  private static void changed(Installation installation, String id) {
    assertThat(
            installation
                .run("devices", "change", id, "--name", "Hall B", "--language", "fr")
                .orFail()
                .out())
        .contains(id, "commune-de-la-senne", "(Hall B) has settings 2");

    String now = installation.run("devices", "list", "--json").orFail().out();

    // What was not given stayed.
    assertThat(now).contains("Hall B", "\"fr\"", "HIGH_CONTRAST", "24:00").doesNotContain("\"nl\"");
  }

  @Test
  void wishThatCannotBeGrantedIsToldInAWord() {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      CommandLine.Result wrong =
          installation.run(
              "devices",
              "pair",
              "--touchpoint",
              "senne-population-online",
              "--name",
              "A",
              "--pin",
              "1");
      CommandLine.Result nobody = installation.run("devices", "revoke", "nobody");
      CommandLine.Result changed = installation.run("devices", "change", "nobody", "--name", "B");

      assertThat(wrong.err())
          .contains("settings.touchpoint", "KIOSK", "settings.staffPin", "digits");
      assertThat(nobody.err()).contains("no device has this id");
      assertThat(changed.err()).contains("no device has this id");
    }
  }
}
