package org.onthaal.feedback;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.onthaal.feedback.device.Devices;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.privacy.KeyCodes;
import org.onthaal.feedback.privacy.KeyFolder;
import org.onthaal.feedback.privacy.Seal;
import org.onthaal.feedback.privacy.Secret;

/// The keys of an installation, which belong to its database.
///
/// @param receipt makes receipt codes
/// @param fingerprint tells a retry from a different rating
/// @param pepper without which nothing that is stored of access keys can be used
record Keys(Secret receipt, Secret fingerprint, Secret pepper) {
  private static final String RECEIPT = "receipt";
  private static final String FINGERPRINT = "fingerprint";
  private static final String PEPPER = "pepper";

  /// Reads the keys, made at the first start.
  ///
  /// @throws IllegalStateException when they are not those that the database was used with
  static Keys open(Path folder, DataSource pool) throws IOException {
    KeyFolder files = new KeyFolder(folder, Keys::randomBytes);
    Keys keys = new Keys(files.secret(RECEIPT), files.secret(FINGERPRINT), files.secret(PEPPER));
    List<String> foreign =
        PostgresKeyMarks.foreign(
            pool,
            Map.of(
                RECEIPT, keys.receipt.mark(),
                FINGERPRINT, keys.fingerprint.mark(),
                PEPPER, keys.pepper.mark()));
    if (!foreign.isEmpty()) {
      String paths =
          foreign.stream()
              .map(name -> folder.resolve(name + ".key").toString())
              .collect(Collectors.joining(" and "));
      throw new IllegalStateException(
          "%s: not what this database was used with (expected: the same keys, or receipts and access keys given so far are worthless and retries look like other ratings): restore from a copy, or give up the old keys by deleting their rows from the table key_mark"
              .formatted(paths));
    }
    return keys;
  }

  /// What devices are let in by.
  ///
  /// @param environment what stands in every key that is made here
  Devices.Secrets ofDevices(String environment) {
    SecureRandom random = new SecureRandom();
    return new Devices.Secrets(
        new KeyCodes(pepper),
        new Seal(pepper, "device pins", random),
        () -> KeyText.mint(environment, random),
        random);
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[Secret.BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
