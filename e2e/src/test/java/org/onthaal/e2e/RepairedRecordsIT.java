package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.BranchingExample;

/// Files as people have them: what is bad is told and repaired, and every record counts once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairedRecordsIT {
  private static final String HEADER = "id,rated_at,administration,service,channel,score,comment\n";
  private static final String OWN_ID = "0195e6f0-dde0-7856-b2bf-24a4112d18d5";

  @TempDir static Path folder;
  private Installation installation;

  @BeforeAll
  void start() {
    installation = Installation.start(folder.resolve("data folder"));
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void repairedRecordsCountOnce() throws IOException {
    Path file =
        write(
            "repairs of a town.csv",
            HEADER
                + ",2025-03-30T14:05:00+02:00,Repairs,desk,KIOSK,4,good\n"
                + ",2025-03-30T14:05:00+02:00,Repairs,desk,KIOSK,4,good\n"
                + ",2091-03-30T14:05:00+02:00,Repairs,desk,KIOSK,4,from the future\n"
                + ",1925-03-30T14:05:00+02:00,Repairs,desk,KIOSK,4,from the past\n"
                + ",2025-03-30 at noon,Repairs,desk,KIOSK,4,no offset\n"
                + ",2025-03-30T14:05:00+02:00,Repairs,desk,KIOSK,9,too high\n"
                + ",2025-03-30T14:05:00+02:00,Repairs,desk,FAX,4,no such channel\n"
                + OWN_ID
                + ",2025-03-30T14:05:00+02:00,Repairs,desk,KIOSK,4,one, comma\n");

    CommandLine.Result first = create(file);
    Path rejected = folder.resolve("repairs of a town.csv.rejected.csv");
    String repaired =
        Files.readString(rejected)
            .replace("2091-", "2025-")
            .replace("1925-", "2025-")
            .replace("2025-03-30 at noon", "2025-03-30T12:00:00Z")
            .replace(",9,", ",5,")
            .replace("FAX", "KIOSK");
    Files.writeString(rejected, repaired);
    CommandLine.Result second = create(rejected);
    CommandLine.Result third = create(rejected);
    CommandLine.Result again = create(file);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
    assertThat(first.out()).contains("2 new, 0 already there", "6 rejected");
    assertThat(first.err())
        .contains("record 3 (line 4): rated_at: TIME_OUT_OF_RANGE", "record 5 (line 6): rated_at:")
        .doesNotContain("ID_NOT_V7");
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains("6 new, 0 already there", "0 rejected");
    assertThat(third.out()).contains("0 new, 6 already there", "0 rejected");
    assertThat(again.out()).contains("0 new, 2 already there", "6 rejected");
    assertThat(exported("Repairs")).hasSize(8).filteredOn(l -> l.startsWith(OWN_ID)).hasSize(1);
  }

  @Test
  void fileOfAnyWritingIsTheSameFile() throws IOException {
    String content =
        "\uFEFFrated_at,administration,service,touchpoint,channel,score,comment\r\n"
            + "2025-03-30T14:05:00+02:00,Écriture,guichet,,KIOSK,,\"deux\r\nlignes, \"\"oui\"\"\"\r\n"
            + "\r\n"
            + "2025-03-30T14:05:00+02:00,Écriture,guichet,,KIOSK,5,\r\n"
            + "2025-03-30T14:05:00+02:00,Écriture,guichet,,KIOSK,5,";
    Path plain = write("écriture.csv", content);
    Path packed = folder.resolve("copy of it.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }

    CommandLine.Result first = create(plain).orFail();
    CommandLine.Result second = create(packed).orFail();

    assertThat(first.out()).contains("3 new, 0 already there", "1 without a score");
    assertThat(second.out()).contains("0 new, 3 already there");
    assertThat(String.join("\n", exported("Écriture"))).contains("\"deux\nlignes, \"\"oui\"\"\"");
  }

  @Test
  void exportIsTakenBackAndAddsNothing() throws IOException {
    create(write("back.csv", HEADER + ",2025-03-30T14:05:00+02:00,Back,desk,WEB,3,ça va\n"));
    Path out = folder.resolve("back out.csv.gz");
    installation.run("export", "--administration", "Back", "--out", out.toString()).orFail();

    assertThat(create(out).orFail().out()).contains("0 new, 1 already there");
  }

  @Test
  void choicesAndContextAreExportedAndTakenBack() throws IOException {
    applyBranchingExample(installation);
    String rating =
        """
        {"touchpoint": "branching-desk",
          "answers": [{"question": "wrong", "choices": {"codes": ["staff", "waiting"]}}, {"score": 1}],
          "context": {"page": "/permit?step=2", "plan": "b"},
          "hints": {"trapFilled": false, "answeredIn": "2.5s"}}
        """;
    assertThat(
            HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating)
                .statusCode())
        .isEqualTo(200);
    Path out = folder.resolve("choices.csv");
    installation.run("export", "--out", out.toString()).orFail();

    assertThat(Files.readString(out))
        .contains(",live,,waiting staff,")
        .contains("page=%2Fpermit%3Fstep%3D2&plan=b");
    assertThat(create(out).orFail().out()).contains("0 new", "0 rejected");
    assertThat(installation.run("verify").orFail().out()).contains("Every figure agrees");
  }

  @Test
  void exportOfLiveRatingsIsTakenBackHereAndElsewhere() throws IOException {
    String early = ", \"ratedAt\": \"2020-01-01T08:00:00Z\", \"sentAt\": \"2020-01-01T08:01:00Z\"";
    for (String more : List.of("", early, ", \"comment\": \"a@b.be\", \"channel\": \"QR\"")) {
      var door = installation.feedback().resolve("/v1/ratings");
      String rating =
          "{\"touchpoint\": \"parking-permit\", \"answers\": [{\"score\": 4}]" + more + "}";
      assertThat(HttpCaller.postJson(door, rating).statusCode()).isEqualTo(200);
    }
    Path out = folder.resolve("live.csv");
    installation.run("export", "--out", out.toString()).orFail();

    assertThat(Files.readString(out)).contains(",live,clock", "[e-mail]");
    assertThat(create(out).orFail().out()).contains("0 new");
    try (Installation other = Installation.start(folder.resolve("another"))) {
      applyBranchingExample(other);
      assertThat(
              other
                  .run("import", out.toString(), "--create-missing", "--zone", "Europe/Brussels")
                  .orFail()
                  .out())
          .contains("0 already there");
    }
  }

  @Test
  void exportSaysWhereEachRatingCameFrom() throws IOException {
    create(write("from.csv", HEADER + ",2025-03-30T14:05:00+02:00,From,desk,WEB,3,\n"));

    assertThat(exported("From")).singleElement().asString().endsWith(",import,,,");
  }

  @Test
  void administrationThatIsNotThereIsSaid() {
    for (List<String> command :
        List.of(
            List.of("export", "--administration", "Nobody"),
            List.of("catalog", "show", "--administration", "Nobody"))) {
      CommandLine.Result result = installation.run(command.toArray(String[]::new));

      assertThat(result.exitCode()).as(command.toString()).isEqualTo(2);
      assertThat(result.err()).contains("There is no administration 'Nobody'");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void verificationListsNoDifferencesWhereThereAreNone() {
    CommandLine.Result result = installation.run("verify").orFail();

    assertThat(result.out()).contains("Every figure agrees").doesNotContain("differences");
  }

  @Test
  void fileThatIsNoneIsRefusedInOneSentence() throws IOException {
    for (String content : List.of("", "\uFEFF", "when,score\n1,2\n")) {
      CommandLine.Result result = create(write("none.csv", content));

      assertThat(result.exitCode()).as(content).isEqualTo(2);
      assertThat(result.err().lines()).hasSize(1);
    }
    Path damaged = write("damaged.csv.gz", "");
    Files.write(damaged, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0});
    assertThat(create(damaged).err()).contains("gzip data is cut off or damaged");
    assertThat(create(write("header only.csv", HEADER)).orFail().out()).contains("0 new");
    assertThat(create(damaged, "--source", "").err()).contains("--source is empty");
  }

  private static void applyBranchingExample(Installation to) throws IOException {
    Path document = write("branching.yaml", BranchingExample.DOCUMENT);
    to.run("catalog", "apply", document.toString()).orFail();
  }

  private CommandLine.Result create(Path file, String... more) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("import", file.toString(), "--create-missing", "--zone", "Europe/Brussels"));
    words.addAll(List.of(more));
    return installation.run(words.toArray(String[]::new));
  }

  private List<String> exported(String administration) {
    String all = installation.run("export", "--administration", administration).orFail().out();
    return all.lines().skip(1).toList();
  }

  private static Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
