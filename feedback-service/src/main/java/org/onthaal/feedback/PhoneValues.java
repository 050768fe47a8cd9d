package org.onthaal.feedback;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.phone.CallLanguage;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Touchpoint;

/// The settings of calls, below `intake.phone`.
final class PhoneValues {
  private static final String GROUP = "intake.phone.";

  private PhoneValues() {}

  static PhoneSettings read(SettingValues values) {
    String bind = values.text(GROUP + "bind", "", "an address to listen on");
    TrustedProxies peers = values.proxies(GROUP + "peers");
    if (peers.ranges().isEmpty() && !isLoopback(bind)) {
      values.wrong(GROUP + "peers", "who may call, where bind is no address of this machine only");
    }
    PhoneSettings.Limits limits =
        new PhoneSettings.Limits(
            values.duration(GROUP + "key-wait", "1s", "30s"),
            values.duration(GROUP + "store-max", "100ms", "2s"),
            values.duration(GROUP + "call-max", "10s", "10m"),
            values.integer(GROUP + "calls-max", 1, 10_000));
    return new PhoneSettings(
        values.truth(GROUP + "enabled"),
        bind,
        values.integer(GROUP + "port", 0, 65_535),
        peers,
        values.serviceKey(GROUP + "secret-file", GROUP + "secret"),
        touchpoint(values),
        language(values),
        promptBase(values),
        values.text(GROUP + "own-prompts").isEmpty()
            ? Optional.<Path>empty()
            : Optional.of(values.path(GROUP + "own-prompts", "a folder")),
        values.truth(GROUP + "asks-more"),
        spokenFolder(values),
        limits);
  }

  private static boolean isLoopback(String bind) {
    try {
      return bind.equals("localhost") || InetAddress.ofLiteral(bind).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String touchpoint(SettingValues values) {
    String key = values.text(GROUP + "touchpoint");
    if (!key.isEmpty() && !Touchpoint.isKey(key)) {
      values.wrong(GROUP + "touchpoint", "empty, or the key of a touchpoint, [a-z0-9-]{3,64}");
    }
    return key;
  }

  private static CallLanguage language(SettingValues values) {
    Optional<Language> otherwise = CallLanguage.spoken(values.text(GROUP + "language"));
    if (otherwise.isEmpty()) {
      values.wrong(GROUP + "language", "fr, nl, de or en");
    }
    Optional<Map<String, Language>> table = CallLanguage.parse(values.text(GROUP + "dialled"));
    if (table.isEmpty()) {
      values.wrong(GROUP + "dialled", "numbers and languages, such as 022792211=fr, 022792212=nl");
    }
    return new CallLanguage(table.orElse(Map.of()), otherwise.orElse(Language.FR));
  }

  private static String promptBase(SettingValues values) {
    String base = values.text(GROUP + "prompt-base").replaceFirst("/+$", "");
    if (!base.startsWith("/")) {
      return values.address(GROUP + "prompt-base").map(Object::toString).orElse("");
    }
    return folder(values, "prompt-base", base);
  }

  private static String spokenFolder(SettingValues values) {
    String path = values.text(GROUP + "spoken-folder").replaceFirst("/+$", "");
    return path.isEmpty() ? path : folder(values, "spoken-folder", path);
  }

  // Goes into a line that a telephone system reads.
  private static String folder(SettingValues values, String key, String path) {
    if (!path.matches("/[A-Za-z0-9._/-]{1,200}")) {
      values.wrong(GROUP + key, "a path of letters, digits and ./_-, from the root");
      return "";
    }
    return path;
  }
}
