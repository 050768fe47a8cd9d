package org.onthaal.e2e.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.onthaal.e2e.Chromium;
import org.onthaal.e2e.Installation;
import org.onthaal.e2e.RealRatings;
import org.onthaal.e2e.command.CommandLine;

/// An administration looks at a rating file on the dashboard before it imports it: what the page
/// says is what the command then does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationLooksAtAFileIT {
  private static final Pattern TOLD =
      Pattern.compile(": ([0-9,]+) lines would be added, ([0-9,]+) would be rejected");
  private static final Pattern DONE =
      Pattern.compile(": ([0-9,]+) new, ([0-9,]+) already there, ([0-9,]+) rejected");
  private static final int MOMENTS_MIN = 20;
  private static final double READ_MILLIS_MAX = 60_000;

  @TempDir static Path folder;
  private Installation installation;
  private Chromium chromium;
  private DashboardPages pages;

  /// Lines that are taken and lines that are not.
  private record Counts(int good, int bad) {}

  @BeforeAll
  void open() {
    installation = Installation.start(folder.resolve("data"));
    chromium = Chromium.open();
    pages = new DashboardPages(chromium.browser(), installation);
  }

  @AfterAll
  void close() {
    chromium.close();
    installation.close();
  }

  /// The command takes as many lines of them, says {@code ExpectedFiguresIT}.
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  @ParameterizedTest
  @EnumSource
  void realFileIsReadWhole(RealRatings file) {
    try (Page page = pages.open("en", "/setup")) {
      choose(page, file.path());

      assertThat(told(page)).isEqualTo(new Counts(file.rows(), 0));
    }
  }

  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  @Test
  void realFileIsReadAsItIsImported() {
    assertThat(toldAndDone(installation, RealRatings.GP_FFT.path()))
        .isEqualTo(new Counts(RealRatings.GP_FFT.rows(), 0));
  }

  @Test
  void nastyFileIsReadAsItIsImported() throws IOException {
    Path file = Files.write(folder.resolve("nasty 'file'.csv"), nasty());

    assertThat(toldAndDone(installation, file)).isEqualTo(new Counts(11, 25));
  }

  @Test
  void largeFileIsReadWhileThePageGoesOn() throws IOException {
    StringBuilder csv = new StringBuilder("rated_at,administration,service,channel,score\n");
    for (int i = 0; i < 300_000; i++) {
      csv.append("2026-03-0%d".formatted(1 + i % 9))
          .append("T12:00:00Z,large,desk,WEB,")
          .append(1 + i % 6)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("large.csv"), csv);
    try (Page page = pages.open("en", "/setup")) {
      page.evaluate("window.moments = 0; setInterval(() => window.moments++, 10)");
      choose(page, file);
      page.locator("#file progress").waitFor();

      assertThat(told(page)).isEqualTo(new Counts(250_000, 50_000));
      assertThat(page.locator("#file")).containsText("The first 100 of 50,000.");
      assertThat(((Number) page.evaluate("window.moments")).intValue())
          .as("moments for the person while it was read")
          .isGreaterThan(MOMENTS_MIN);
    }
  }

  @Test
  void fileThatIsNoneIsSaidToBeNone() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "name,age\nAnna,40\n");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(nasty());
    }
    Path cut =
        Files.write(
            folder.resolve("cut.csv.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    try (Page page = pages.open("nl", "/setup")) {
      choose(page, other);
      assertThat(page.locator("#file .bad")).containsText("'name' is not a column");
      assertThat(page.locator("#file .bad")).containsText("it lacks rated_at");

      choose(page, cut);
      assertThat(page.locator("#file .bad")).containsText("de gzip-gegevens zijn afgekapt");
    }
  }

  @Test
  void everybodyCanReadWhatAFileWouldAdd() throws IOException {
    Path file = Files.write(folder.resolve("looked-at.csv"), nasty());
    pages.look(
        "file",
        "/setup",
        page -> {
          choose(page, file);
          page.locator("#file pre").waitFor();
          page.locator("#file summary").first().click();
        });
  }

  /// What the page says of a file, once the command that it gives has done the same.
  private Counts toldAndDone(Installation of, Path file) {
    try (Page page = new DashboardPages(chromium.browser(), of).open("en", "/setup")) {
      choose(page, file);
      Counts told = told(page);
      String command = page.locator("#file pre").innerText();
      String name = file.getFileName().toString();
      String shown = name.contains(" ") ? "'" + name.replace("'", "'\\''") + "'" : name;
      assertThat(command).startsWith("./onthaal import " + shown);

      List<String> options =
          List.of(command.substring(("./onthaal import " + shown).length()).strip().split(" "));
      String[] arguments =
          Stream.concat(
                  Stream.of(
                      "import",
                      file.toString(),
                      "--rejected",
                      folder.resolve("rejected.csv").toString()),
                  options.stream().filter(option -> !option.isEmpty()))
              .toArray(String[]::new);
      CommandLine.Result done = of.run(arguments);

      Matcher summary = DONE.matcher(done.out());
      assertThat(summary.find()).as(done.toString()).isTrue();
      assertThat(told)
          .as(done.out())
          .isEqualTo(
              new Counts(
                  number(summary.group(1)) + number(summary.group(2)), number(summary.group(3))));
      return told;
    }
  }

  private static void choose(Page page, Path file) {
    page.locator("#file input[type=file]").setInputFiles(file);
  }

  private static Counts told(Page page) {
    Locator told = page.locator("#file [role=status] .card");
    assertThat(told)
        .containsText(
            "would be added",
            new LocatorAssertions.ContainsTextOptions().setTimeout(READ_MILLIS_MAX));
    Matcher counts = TOLD.matcher(told.textContent());
    assertThat(counts.find()).isTrue();
    return new Counts(number(counts.group(1)), number(counts.group(2)));
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace(",", ""));
  }

  /// A file in which lines are wrong in every way, among eleven that are fine.
  private static byte[] nasty() {
    String fine = "2026-03-01T09:00:00+01:00,town,desk,,web,,5,fr,,,";
    String text =
        String.join(
            "\r\n",
            "\uFEFFRATED_AT, administration"
                + " ,service,touchpoint,channel,metric,score,language,comment,contact,id",
            fine,
            "",
            "2026-03-01T09:00Z,town,desk,,WEB,CSAT,,,\"two\r\nlines, \"\"quoted\"\"\",,",
            "2026-03-01t09:00:00.5z, town ,desk,,Web,csat, 1 ,nl-BE,é,,",
            "2026-03-01T09:00:00-05:30,town,desk,,APP,nps,10,x-private,,,",
            "2026-03-01T09:00:00Z,town,desk,,APP,ces,7,,,a,",
            "2026-03-01T09:00:00Z,town,desk,own-place,QR,,4,,\ttab,,",
            "2026-03-01T09:00:00Z,town,desk,,PHONE,thumbs,0,zh-Hant-TW,,,",
            // Same id twice, with the same content: both are fine, and count once.
            "2026-03-01T09:00:00Z,town,desk,,WEB,,3,,,,019ca8b3-5c00-7000-8000-000000000001",
            "2026-03-01T09:00:00Z,town,desk,,WEB,,3,,,,019CA8B3-5C00-7000-8000-000000000001",
            fine,
            fine.replace("+01:00", "+02"),
            // From here on nothing is taken.
            fine.replace("2026-03-01T09:00:00+01:00", "2026-02-30T09:00:00Z"),
            fine.replace("+01:00", ""),
            fine.replace("+01:00", "+19:00"),
            fine.replace("2026", "1999"),
            fine.replace("2026", "2199"),
            fine.replace("T09", "T24"),
            fine.replace("web", "PIGEON"),
            fine.replace("5", "6"),
            fine.replace(",5,", ",4.5,"),
            fine.replace(",5,", ",-1,"),
            fine.replace("web,,5", "web,nps,11"),
            fine.replace("web,", "web,stars"),
            fine.replace(",fr,", ",fr_BE,"),
            fine.replace("town", ""),
            fine.replace("desk", "d\u0007esk"),
            fine.replace("desk,", "desk,No Key"),
            fine.replace(",fr,", ",fr,bell\u0007,,").replace(",,,,", ",,"),
            fine + ",one more",
            "2026-03-01T09:00:00Z,town",
            "2026-03-01T09:00:00Z,town,other,own-place,QR,,4,,,,",
            "2026-03-01T09:00:00Z,town,desk,,WEB,,2,,,,019ca8b3-5c00-7000-8000-000000000001",
            "2026-03-01T09:00:00Z,town,desk,,WEB,,2,,,,not-an-id",
            "2026-03-01T09:00:00Z,town,desk,,APP,ces,6,,,a,",
            fine.replace("fr", "\u0000not utf-8\u0000"),
            "2026-03-01T09:00:00Z,town,desk,,WEB,,5,fr,\"never closed,,",
            "");
    return withoutUtf8(text.getBytes(StandardCharsets.UTF_8));
  }

  /// With bytes that are no UTF-8 where a text has NUL.
  private static byte[] withoutUtf8(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        bytes[i] = (byte) 0xFF;
      }
    }
    return bytes;
  }
}
