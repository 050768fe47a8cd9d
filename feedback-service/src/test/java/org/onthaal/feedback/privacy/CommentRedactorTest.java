package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommentRedactorTest {
  private final CommentRedactor redactor = new CommentRedactor();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mon numéro: 93.05.18-223.61 merci      | Mon numéro: [national number] merci
          93051822361                            | [national number]
          93 05 18 223 61!                       | [national number]!
          né en 2000: 00.01.01-001.05            | né en 2000: [national number]
          BIS 93.25.18-223.07 en 93.45.18-223.50 | BIS [national number] en [national number]
          BE71 0961 2345 6769                    | [account]
          betaal op be68539007547034.            | betaal op [account].
          BE71-0961-2345-6769 en DE89370400440532013000 | [account] en [account]
          +++090/9337/55493+++                   | +++[payment reference]+++
          carte 4111 1111 1111 1111 volée        | carte [card] volée
          5500-0000-0000-0004                    | [card]
          bel 0470 12 34 56 of 02/555.12.12      | bel [phone] of [phone]
          gsm 0470123456, 3 x 02 555 12 12       | gsm [phone], 3 x [phone]
          loket 4 02/555.12.12                   | loket 4 [phone]
          +32 470 12 34 56, 0032 2 555 12 12     | +[phone], [phone]
          +33 6 12 34 56 78 of +352 621 123 456  | +[phone] of +[phone]
          schrijf jan.peeters+b@mail.example.be! | schrijf [e-mail]!
          a@b.be,c@d.be                          | [e-mail],[e-mail]
          """)
  void personalDataIsReplacedByWhatItWas(String comment, String kept) {
    assertThat(redactor.redact(comment)).isEqualTo(kept);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          93 . 05 . 18 - 223 . 61 svp            | [national number] svp
          9 3 0 5 1 8 2 2 3 6 1                  | [national number]
          93.O5.18-223.61                        | [national number]
          OO.o1.O1-OO1.O5 né en 2000             | [national number] né en 2000
          93😀05😀18😀223😀61 lol                | [national number] lol
          9️⃣3️⃣0️⃣5️⃣1️⃣8️⃣2️⃣2️⃣3️⃣6️⃣1️⃣          | [national number]️⃣
          93​.05.18‑223.61             | [national number]
          BE71 - 0961 - 2345 - 6769              | [account]
          BE71 O961 2345 6769.                   | [account].
          BE71 👉 0961 👉 2345 👉 6769           | [account]
          NL91 ABNA O417 1643 OO                 | [account]
          +++O9O/9337/55493+++                   | +++[payment reference]+++
          4111·1111·1111·1111                    | [card]
          O47O - 12 - 34 - 56                    | [phone]
          0470😀12😀34😀56                       | [phone]
          """)
  void noiseHidesNothing(String comment, String kept) {
    assertThat(redactor.redact(comment)).isEqualTo(kept);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Bravo, 5 op 10, o zo goed
          ooooh 10/10 😀😀😀 24 uur
          onderneming 0417.497.106 antwoordt niet
          +5 punten, 0 problemen, 00 klachten
          dossier 004512
          le 05/03/2026 14h, 05/03/2026 - 06/03/2026 10:30
          93.05.18-223.62 has a wrong check
          93.13.18-223.61 has no such month
          I waited 45 minutes on 12/03/2026 at 10:30
          dossier 2026-00017, guichet 3
          BE71 0961 2345 6768 is mistyped
          10/10 @ guichet
          4111 1111 1111 1112
          """)
  void otherNumbersStay(String comment) {
    assertThat(redactor.redact(comment)).isEqualTo(comment);
  }

  @Test
  void severalKindsInOneCommentAreAllReplaced() {
    assertThat(redactor.redact("jan@x.be 93.05.18-223.61 BE71096123456769"))
        .isEqualTo("[e-mail] [national number] [account]");
  }

  @Test
  void hostileTextTakesNoMoreThanLinearTime() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String piece :
              new String[] {
                "1", "1 ", "O", "o😀", "BE7O😀", "@", "a@", "BE7", "BE71 ", "9-", "a@b."
              }) {
            assertThatCode(() -> redactor.redact(piece.repeat(200_000))).doesNotThrowAnyException();
          }
        });
  }
}
