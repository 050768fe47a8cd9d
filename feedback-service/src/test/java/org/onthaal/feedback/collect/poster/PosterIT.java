package org.onthaal.feedback.collect.poster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.TestClock;
import org.w3c.dom.Document;

/// The poster as a printer gets it, its code read back by another implementation. Whether it is
/// beautiful, people judge: it lies in `target/posters` afterwards.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PosterIT {
  private static final String POSTER = "/r/parking-permit/poster";
  private static final String OPENS = "https://avis.example/beta/r/parking-permit?via=qr";
  private static final Pattern CODE =
      Pattern.compile("translate\\(([0-9.]+) ([0-9.]+)\\) scale\\(([0-9.]+)\\)\".* d=\"([^\"]+)\"");
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(PosterIT.class, keys);
    server =
        feedback.start(
            new TestClock(Instant.parse("2026-03-05T12:00:00Z")),
            Map.of("http.public-address", "https://avis.example/beta/"));
  }

  @AfterAll
  void stop() {
    client.close();
    feedback.close();
  }

  @ParameterizedTest
  @CsvSource({"a4, 210, 297", "a6, 105, 148"})
  void pdfHasThePaperSizeAndItsCodeOpensThePage(String size, int width, int height)
      throws Exception {
    HttpResponse<byte[]> response = get(POSTER + "?size=" + size);

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/pdf");
    try (PDDocument document = Loader.loadPDF(response.body())) {
      assertThat(document.getNumberOfPages()).isOne();
      assertThat(document.getPage(0).getMediaBox().getWidth() / 72 * 25.4)
          .isBetween(width - .1, width + .1);
      assertThat(document.getPage(0).getMediaBox().getHeight() / 72 * 25.4)
          .isBetween(height - .1, height + .1);
      BufferedImage printed = new PDFRenderer(document).renderImageWithDPI(0, 150);
      ImageIO.write(printed, "png", new File("target/posters/printed-" + size + ".png"));
      assertThat(read(printed)).isEqualTo(OPENS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "fr;Votre avis compte;Commune de la Senne",
        "nl;Uw mening telt;Gemeente aan de Zenne",
        "de;Ihre Meinung zählt;Gemeinde an der Senne",
        "en;Your opinion counts;Municipality on the Senne"
      })
  void posterSpeaks(String language, String heading, String administration) throws Exception {
    HttpResponse<byte[]> pdf = get(POSTER + "?lang=" + language);
    String svg = text(get(POSTER + "?format=svg&lang=" + language));

    try (PDDocument document = Loader.loadPDF(pdf.body())) {
      assertThat(new PDFTextStripper().getText(document))
          .contains(heading, administration, "avis.example/beta/r/parking-permit");
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language);
      assertThat(document.getDocumentInformation().getTitle()).startsWith(heading);
      document
          .getPage(0)
          .getResources()
          .getFontNames()
          .forEach(
              name -> assertThat(font(document, name).isEmbedded()).as("letters inside").isTrue());
    }
    assertThat(svg)
        .contains(heading, administration, "lang=\"" + language + "\"")
        .contains("avis.example/beta/r/parking-permit");
  }

  @ParameterizedTest
  @CsvSource({"a4, 210, 297", "a6, 105, 148"})
  void svgIsAPageOfThatSizeWhoseCodeOpensThePage(String size, int width, int height)
      throws Exception {
    HttpResponse<byte[]> response = get(POSTER + "?format=svg&size=" + size);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(response.body()));

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/svg+xml");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(document.getDocumentElement().getAttribute("width")).isEqualTo(width + "mm");
    assertThat(document.getDocumentElement().getAttribute("height")).isEqualTo(height + "mm");
    assertThat(text(response)).doesNotContain(" style=", "<style", "<script", "href");
    assertThat(read(drawn(text(response)))).isEqualTo(OPENS);
  }

  @Test
  void withoutAPublicAddressTheCodeOpensThisMachine() throws Exception {
    FeedbackServer plain =
        feedback.start(new TestClock(Instant.parse("2026-03-05T12:00:00Z")), Map.of());
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + plain.httpPort() + POSTER + "?format=svg"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(read(drawn(text(response))))
        .isEqualTo("http://localhost:" + plain.httpPort() + "/r/parking-permit?via=qr");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    HttpResponse<byte[]> response = get(POSTER + "?format=png&size=a5&lang=xx&colour=red");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response))
        .contains("\"format\"", "\"size\"", "\"lang\"", "\"colour\"")
        .contains("one of pdf, svg", "one of a4, a6");
    assertThat(get("/r/nowhere/poster").statusCode()).isEqualTo(404);
  }

  @Test
  void codeThatWouldCountAsAnotherChannelIsNotPrinted() throws Exception {
    HttpResponse<byte[]> refusal = get("/r/senne-population-phone/poster");

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(new String(refusal.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("CHANNEL_NOT_ALLOWED", "a touchpoint that lists QR");
  }

  private static org.apache.pdfbox.pdmodel.font.PDFont font(
      PDDocument document, org.apache.pdfbox.cos.COSName name) {
    try {
      return document.getPage(0).getResources().getFont(name);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // The code's own path, on white, as a browser would fill it.
  private static BufferedImage drawn(String svg) {
    Matcher code = CODE.matcher(svg);
    assertThat(code.find()).isTrue();
    double scale = 10;
    double module = Double.parseDouble(code.group(3)) * scale;
    BufferedImage image = new BufferedImage(2100, 2970, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    Matcher run = RUN.matcher(code.group(4));
    while (run.find()) {
      double x =
          Double.parseDouble(code.group(1)) * scale + Integer.parseInt(run.group(1)) * module;
      double y =
          Double.parseDouble(code.group(2)) * scale + Integer.parseInt(run.group(2)) * module;
      graphics.fill(
          new java.awt.geom.Rectangle2D.Double(
              x, y, Integer.parseInt(run.group(3)) * module, module));
    }
    graphics.dispose();
    return image;
  }

  private static String read(BufferedImage image) throws Exception {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(
                new HybridBinarizer(
                    new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
        .getText();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    Optional<String> name =
        response
            .headers()
            .firstValue("Content-Disposition")
            .map(header -> header.replaceFirst(".*filename=\"(.*)\"", "$1"));
    if (name.isPresent()) {
      Path folder = Files.createDirectories(Path.of("target", "posters"));
      Files.write(folder.resolve(name.get()), response.body());
    }
    return response;
  }
}
