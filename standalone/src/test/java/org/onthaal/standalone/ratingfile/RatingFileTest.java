package org.onthaal.standalone.ratingfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;

class RatingFileTest {
  private static final String HEADER = "rated_at,administration,service,channel,score\n";
  private static final String LINE = "2025-03-30T14:05:00+02:00,Town,desk,KIOSK,4\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void idsAreTheSameOnEveryMachine() {
    UUID id = RecordId.of(Instant.parse("2025-03-30T12:05:00Z"), "town-2025", 1);

    assertThat(id).hasToString("0195e6f0-dde0-7856-b2bf-24a4112d18d5");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void idOfATimeOutsideTheAcceptedRangeStaysAcceptable() {
    UUID id = RecordId.of(Instant.parse("1970-01-01T00:00:00Z"), "n", 1);

    assertThat(id.getMostSignificantBits() >>> 16)
        .isEqualTo(Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void identicalRecordsGetDifferentIds() throws IOException {
    var lines = read(HEADER + LINE + LINE, Optional.empty());

    assertThat(lines).extracting(RatingLine::id).doesNotHaveDuplicates();
    assertThat(read(HEADER + LINE + LINE, Optional.empty())).isEqualTo(lines);
  }

  @Test
  void gzipFileThatIsCutOffIsRefusedInWords() throws IOException {
    Path whole = folder.resolve("whole.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write((HEADER + LINE.repeat(1_000)).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length - 10));

    assertThatThrownBy(() -> RatingFile.open(cut, Optional.empty(), _ -> {}))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void idsDependOnTheUncompressedBytesOnly() throws IOException {
    Path packed = folder.resolve("packed.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write((HEADER + LINE).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(packed, Optional.empty())).isEqualTo(read(HEADER + LINE, Optional.empty()));
  }

  @Test
  void whatTheServerNotedBeforeIsReadAndOnlyWhatCountsIsTaken() throws IOException {
    String header = "rated_at,administration,service,channel,score,origin,flags\n";
    String line = "2025-03-30T14:05:00+02:00,Town,desk,KIOSK,4,";

    var lines =
        read(
            header
                + line
                + "live,late clock\n"
                + line
                + "IMPORT,\n"
                + line
                + ",over_burst\n"
                + line
                + "canary,good\n",
            Optional.empty());

    assertThat(lines.subList(0, 2)).allMatch(RatingLine.Good.class::isInstance);
    assertThat(((RatingLine.Bad) lines.get(2)).reasons())
        .singleElement()
        .asString()
        .startsWith("flags: 'over_burst'")
        .contains("does not count");
    assertThat(((RatingLine.Bad) lines.get(3)).reasons()).hasSize(2);
  }

  @Test
  void choicesAndContextAreReadAndWhatContradictsIsSaid() throws IOException {
    String header = "rated_at,administration,service,channel,score,question,choices,context\n";
    String line = "2025-03-30T14:05:00+02:00,Town,desk,KIOSK,";

    var lines =
        read(
            header
                + line
                + ",wrong,waiting staff,page=%2Fpermit%3Fa%3D1&plan=b\n"
                + line
                + "4,,,\n"
                + line
                + "4,wrong,waiting,page\n"
                + line
                + "4,,,page=a&page=b\n",
            Optional.empty());

    RatingLine.Good chosen = (RatingLine.Good) lines.get(0);
    assertThat(chosen.texts().choices()).containsExactly("waiting", "staff");
    assertThat(chosen.texts().context()).isEqualTo(Map.of("page", "/permit?a=1", "plan", "b"));
    assertThat(chosen.isChosen()).isTrue();
    assertThat(chosen.isDontKnow()).isFalse();
    assertThat(((RatingLine.Good) lines.get(1)).isChosen()).isFalse();
    assertThat(((RatingLine.Bad) lines.get(2)).reasons())
        .hasSize(2)
        .anyMatch(reason -> reason.startsWith("choices: 'waiting'"))
        .anyMatch(reason -> reason.startsWith("context: 'page'"));
    assertThat(((RatingLine.Bad) lines.get(3)).reasons()).hasSize(1);
  }

  @Test
  void fieldsOfTheContractAreNamedByTheirColumns() {
    assertThat(Column.titleOfField("answers[1].choices.codes[0]")).isEqualTo("choices");
    assertThat(Column.titleOfField("answers[1].choices")).isEqualTo("choices");
    assertThat(Column.titleOfField("context.page")).isEqualTo("context");
    assertThat(Column.titleOfField("answers[0].score")).isEqualTo("score");
  }

  @Test
  void sourceMakesIdsThatSurviveOtherChanges() throws IOException {
    var one = read(HEADER + LINE, Optional.of("town"));
    var other = read(HEADER + LINE + LINE, Optional.of("town"));

    assertThat(one.getFirst().id()).isEqualTo(other.getFirst().id());
  }

  @Test
  void columnsMayComeInAnyOrder() throws IOException {
    var line =
        good(
            "comment,score,metric,channel,service,administration,rated_at\n\"a, b\",9,nps,web,desk,Town,2025-03-30T12:05:00Z\n");

    assertThat(line.place()).isEqualTo(new RatingLine.Place("Town", "desk", ""));
    assertThat(line.metric()).isEqualTo(Metric.NPS);
    assertThat(line.channel()).isEqualTo(Channel.WEB);
    assertThat(line.score()).isEqualTo(OptionalInt.of(9));
    assertThat(line.texts().comment()).isEqualTo("a, b");
    assertThat(line.ratedAt()).isEqualTo("2025-03-30T12:05:00Z");
  }

  @Test
  void emptyScoreIsDontKnowAndMetricIsCsat() throws IOException {
    var line = good(HEADER + "2025-03-30T12:05:00Z,Town,desk,KIOSK,\n");

    assertThat(line.score()).isEmpty();
    assertThat(line.metric()).isEqualTo(Metric.CSAT);
  }

  @Test
  void everythingWrongWithARecordIsSaidAtOnce() throws IOException {
    var line = read(HEADER + "yesterday,,desk,FAX,four\n", Optional.empty()).getFirst();

    assertThat(((RatingLine.Bad) line).reasons())
        .extracting(reason -> reason.substring(0, reason.indexOf(':')))
        .containsExactlyInAnyOrder("rated_at", "administration", "channel", "score");
  }

  @Test
  void badRecordsDoNotStopTheRest() throws IOException {
    var lines = read(HEADER + "too,few\n" + LINE + "\"open," + LINE + LINE, Optional.empty());

    assertThat(lines)
        .extracting(line -> line instanceof RatingLine.Good)
        .containsExactly(false, true, false, true);
  }

  @Test
  void bytesThatAreNotTextAreReportedAndKept() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(
        file,
        (HEADER.strip() + ",comment\n" + LINE.strip() + ",caf\u00e9\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    List<RatingLine> lines = new ArrayList<>();
    RatingFile opened = RatingFile.open(file, Optional.empty(), _ -> {});
    opened.forEach(lines::add);

    assertThat(((RatingLine.Bad) lines.getFirst()).reasons().getFirst()).contains("UTF-8");
    Path rejected = folder.resolve("latin.csv.rejected.csv");
    new RejectedFile(rejected, opened.columns()).write(lines);
    assertThat(Files.readString(rejected, StandardCharsets.ISO_8859_1)).contains(",caf\u00e9\n");
  }

  @Test
  void repairedRecordKeepsItsId() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, HEADER + LINE.replace(",4", ",four"));
    List<RatingLine> lines = new ArrayList<>();
    RatingFile opened = RatingFile.open(file, Optional.empty(), _ -> {});
    opened.forEach(lines::add);
    Path rejected = folder.resolve("a.csv.rejected.csv");

    new RejectedFile(rejected, opened.columns()).write(lines);

    String repaired = Files.readString(rejected).replace("four", "4");
    assertThat(good(repaired).id()).isEqualTo(lines.getFirst().id());
  }

  @Test
  void ownIdOfARecordThatDoesNotFitItsHeaderIsKept() throws IOException {
    String id = "0195e6f0-dde0-7856-b2bf-24a4112d18d5";
    String header = "id," + HEADER;

    var lines =
        read(
            header
                + id
                + ",2025-03-30T12:05:00Z,Town\n"
                + id
                + ","
                + LINE.strip()
                + ",more\n"
                + "Town,too,few\n",
            Optional.empty());

    assertThat(lines).hasOnlyElementsOfType(RatingLine.Bad.class);
    assertThat(lines.subList(0, 2)).extracting(RatingLine::id).containsOnly(id);
    assertThat(UUID.fromString(lines.get(2).id()).version()).isEqualTo(7);
  }

  @Test
  void idForARepairedTimeHoldsNoTime() throws IOException {
    var made = good(HEADER + LINE.replace("2025", "2090"));
    var given = good("id," + HEADER + "0195e6f0-dde0-7856-b2bf-24a4112d18d5," + LINE);

    UUID id = UUID.fromString(made.withWrongTime(List.of("rated_at")).id());
    assertThat(id.getMostSignificantBits() >>> 16)
        .isEqualTo(Instant.parse("2000-01-01T00:00:00Z").toEpochMilli());
    assertThat(made.hasMadeId()).isTrue();
    assertThat(given.withWrongTime(List.of("rated_at")).id()).isEqualTo(given.id());
    assertThat(given.hasMadeId()).isFalse();
  }

  @Test
  void repairsOfAnEarlierRejectedFileAreKept() throws IOException {
    Path rejected = folder.resolve("a.csv.rejected.csv");
    Files.writeString(rejected, "my repairs");
    Path file = folder.resolve("a.csv");
    Files.writeString(file, HEADER + "bad\n");
    List<RatingLine> lines = new ArrayList<>();
    RatingFile opened = RatingFile.open(file, Optional.empty(), _ -> {});
    opened.forEach(lines::add);

    new RejectedFile(rejected, opened.columns()).write(lines);

    assertThat(folder.resolve("a.csv.rejected.csv.before")).hasContent("my repairs");
  }

  @Test
  void headerWithAnotherColumnIsRefusedByName() {
    assertThatThrownBy(() -> read("id,when,score,weight\n", Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'when' is not a column")
        .hasMessageContaining("'weight' is not a column")
        .hasMessageContaining("lacks rated_at, administration, service, channel");
  }

  @Test
  void emptyFileIsRefused() {
    assertThatThrownBy(() -> read("", Optional.empty())).hasMessage("the file is empty");
  }

  private RatingLine.Good good(String content) throws IOException {
    return (RatingLine.Good) read(content, Optional.empty()).getFirst();
  }

  private List<RatingLine> read(String content, Optional<String> source) throws IOException {
    Path file = folder.resolve("ratings.csv");
    Files.writeString(file, content);
    return read(file, source);
  }

  private static List<RatingLine> read(Path file, Optional<String> source) throws IOException {
    List<RatingLine> lines = new ArrayList<>();
    RatingFile.open(file, source, _ -> {}).forEach(lines::add);
    return lines;
  }
}
