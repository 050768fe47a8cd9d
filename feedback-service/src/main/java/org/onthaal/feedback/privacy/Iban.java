package org.onthaal.feedback.privacy;

import java.util.HashMap;
import java.util.Map;

/// An account number by ISO 13616, of the countries that pay in SEPA.
final class Iban {
  private static final Map<String, Integer> LENGTHS = new HashMap<>();

  static {
    String lengths =
        "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GI23 GL18 GR27"
            + " HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24"
            + " SE24 SI19 SK24 SM27 VA22 TR26 MA28 AL28 BA20 ME22 MK19 RS22 XK20 UA29 MD24";
    for (String entry : lengths.split(" ", -1)) {
      LENGTHS.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
    }
  }

  private Iban() {}

  /// Characters of an account of this country; 0 where the country has none.
  static int length(String country) {
    return LENGTHS.getOrDefault(country, 0);
  }

  /// Whether letters (upper case) and digits without separators are an account, also where someone
  /// wrote the letter O for zeros: all of them, or all but those of a bank's four letters.
  static boolean isAccount(String account) {
    String zeros = account.substring(0, 2) + account.substring(2).replace('O', '0');
    String bank = zeros.substring(0, 4) + account.substring(4, 8) + zeros.substring(8);
    return holds(account) || holds(zeros) || holds(bank);
  }

  private static boolean holds(CharSequence account) {
    int rest = 0;
    for (int i = 0; i < account.length(); i++) {
      int value = Character.digit(account.charAt((i + 4) % account.length()), 36);
      rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest == 1;
  }
}
