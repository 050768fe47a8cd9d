package org.onthaal.aggregation.notify.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// TLS that trusts the public authorities, or only the one that a file names.
final class TrustedTls {
  private TrustedTls() {}

  /// Throws `IllegalArgumentException` for anything but PEM certificates.
  static SSLSocketFactory factory(Optional<String> certificates) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (certificates.isPresent()) {
        trust.init(store(certificates.get()));
        context.init(new javax.net.ssl.KeyManager[0], trust.getTrustManagers(), null);
        return context.getSocketFactory();
      }
      return SSLContext.getDefault().getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("certificate (expected: PEM certificates)", e);
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
      store.setCertificateEntry("authority-" + count, one);
      count++;
    }
    return store;
  }
}
