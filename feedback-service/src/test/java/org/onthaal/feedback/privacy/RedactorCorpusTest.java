package org.onthaal.feedback.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Recall and precision on a generated corpus: comments in four languages, numbers grouped and
/// disturbed in the ways that people do.
class RedactorCorpusTest {
  private static final long SEED = 20_260_310;
  private static final int COMMENTS = 4_000;
  private static final List<String> SENTENCES =
      List.of(
          "Mon dossier %s n'avance pas, merci de vérifier.",
          "Ik wacht al lang, mijn nummer is %s. Dank u",
          "Bitte prüfen Sie %s, ich warte seit Wochen!",
          "They asked for %s again and again");
  private static final List<String> BETWEEN =
      List.of("", " ", ".", "-", "/", " - ", " . ", "\u00A0", "\u202F", "\u2013", "\u200B", "😀");

  private final CommentRedactor redactor = new CommentRedactor();
  private final Random random = new Random(SEED);

  @Test
  void checksummedNumbersAreFoundWhateverTheNoise() {
    int found = 0;
    for (int i = 0; i < COMMENTS; i++) {
      String number = disturbed(number(i % 4));
      String comment = SENTENCES.get(i / 4 % SENTENCES.size()).formatted(number);
      found += redactor.redact(comment).contains(number) ? 0 : 1;
    }

    assertThat(found).as("seed " + SEED).isGreaterThanOrEqualTo(COMMENTS * 99 / 100);
  }

  @Test
  void phoneNumbersAreFoundWhateverTheNoise() {
    int found = 0;
    for (int i = 0; i < COMMENTS; i++) {
      String number = disturbed(phone());
      String comment = SENTENCES.get(i % SENTENCES.size()).formatted(number);
      found += redactor.redact(comment).contains(number) ? 0 : 1;
    }

    assertThat(found).as("seed " + SEED).isGreaterThanOrEqualTo(COMMENTS * 95 / 100);
  }

  @Test
  void otherNumbersAreLeftAlone() {
    int kept = 0;
    for (int i = 0; i < COMMENTS; i++) {
      String comment = SENTENCES.get(i / 6 % SENTENCES.size()).formatted(harmless(i % 6));
      kept += redactor.redact(comment).equals(comment) ? 1 : 0;
    }

    assertThat(kept).as("seed " + SEED).isGreaterThanOrEqualTo(COMMENTS * 98 / 100);
  }

  // Groups of digits, separated by blanks.
  private String number(int kind) {
    return switch (kind) {
      case 0 -> national();
      case 1 -> account();
      case 2 -> reference();
      default -> card();
    };
  }

  private String national() {
    int year = random.nextInt(100);
    int month = 1 + random.nextInt(12) + 20 * random.nextInt(3);
    int day = 1 + random.nextInt(28);
    int serial = 1 + random.nextInt(997);
    String nine = "%02d%02d%02d%03d".formatted(year, month, day, serial);
    long base = Long.parseLong((random.nextBoolean() ? "2" : "") + nine);
    return "%02d %02d %02d %03d %02d".formatted(year, month, day, serial, 97 - base % 97);
  }

  private String account() {
    long bank = random.nextLong(10_000_000_000L);
    long check = bank % 97 == 0 ? 97 : bank % 97;
    String digits = "%010d%02d".formatted(bank, check);
    BigInteger rearranged = new BigInteger(digits + "111400"); // BE00
    int control = 98 - rearranged.mod(BigInteger.valueOf(97)).intValue();
    return "BE%02d %s %s %s"
        .formatted(
            control, digits.substring(0, 4), digits.substring(4, 8), digits.substring(8, 12));
  }

  private String reference() {
    long base = random.nextLong(10_000_000_000L);
    String digits = "%010d%02d".formatted(base, base % 97 == 0 ? 97 : base % 97);
    return digits.substring(0, 3) + " " + digits.substring(3, 7) + " " + digits.substring(7);
  }

  private String card() {
    StringBuilder digits = new StringBuilder("" + (4 + random.nextInt(2)));
    while (digits.length() < 15) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int digit = digits.charAt(i) - '0';
      int twice = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += i % 2 == 0 ? twice : digit;
    }
    digits.append((10 - sum % 10) % 10);
    return String.join(" ", digits.toString().split("(?<=\\G.{4})", -1)).strip();
  }

  private String disturbed(String groups) {
    String joined = groups.replace(" ", BETWEEN.get(random.nextInt(BETWEEN.size())));
    String zeros = random.nextInt(3) == 0 ? joined.replace('0', 'O') : joined;
    return random.nextInt(4) == 0 ? zeros.toLowerCase(Locale.ROOT) : zeros;
  }

  private String harmless(int kind) {
    return switch (kind) {
      case 0 ->
          "%02d/%02d/20%02d"
              .formatted(1 + random.nextInt(28), 1 + random.nextInt(12), random.nextInt(30));
      case 1 -> "guichet %d, ticket %03d".formatted(random.nextInt(20), random.nextInt(1_000));
      case 2 -> "€ %d,%02d".formatted(random.nextInt(100_000), random.nextInt(100));
      case 3 -> "2026-%05d/%d".formatted(random.nextInt(100_000), random.nextInt(10));
      case 4 -> "%d min, %d 😀 / 10".formatted(random.nextInt(120), random.nextInt(11));
      default -> "%02d %d".formatted(random.nextInt(60), 1_000 + random.nextInt(9_000));
    };
  }

  private String phone() {
    String rest =
        "%02d %02d %02d".formatted(random.nextInt(100), random.nextInt(100), random.nextInt(100));
    return switch (random.nextInt(3)) {
      case 0 -> "0" + (470 + random.nextInt(30)) + " " + rest;
      case 1 ->
          "0"
              + (2 + random.nextInt(8))
              + " "
              + (100 + random.nextInt(900))
              + " "
              + rest.substring(3);
      default -> "+32 " + (470 + random.nextInt(30)) + " " + rest;
    };
  }
}
