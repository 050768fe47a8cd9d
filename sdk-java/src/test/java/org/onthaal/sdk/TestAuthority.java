package org.onthaal.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority of a test, by the JDK's own keytool, and what it issues, in PEM. */
final class TestAuthority {
  private static final String PASSWORD = "for-tests-only";

  private final Path folder;
  private final String name;

  private TestAuthority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Makes an authority in a folder. */
  static TestAuthority create(Path folder, String name) throws Exception {
    TestAuthority authority = new TestAuthority(folder, name);
    authority.keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "bc:c");
    Files.writeString(
        authority.certificate(),
        pem("CERTIFICATE", authority.store().getCertificate(name).getEncoded()));
    return authority;
  }

  /** What a JDK is told to trust: its own options. */
  List<String> trusted() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + folder.resolve(name + ".p12"),
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** What to trust, PEM. */
  Path certificate() {
    return folder.resolve(name + ".pem");
  }

  /**
   * A certificate and its key, PEM.
   *
   * @param certificate the chain
   * @param key PKCS#8
   */
  record Issued(Path certificate, Path key) {}

  /** Issues a certificate for this machine, valid now. */
  Issued issue(String subject) throws Exception {
    return issue(subject, "ip:127.0.0.1", "-1d");
  }

  /** Issues a certificate for 30 days from a day. */
  Issued issue(String subject, String host, String from) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        subject,
        "-dname",
        "CN=" + subject,
        "-signer",
        name,
        "-signerkeypass",
        PASSWORD,
        "-ext",
        "san=" + host,
        "-startdate",
        from,
        "-validity",
        "30");
    Certificate[] chain = store().getCertificateChain(subject);
    StringBuilder certificates = new StringBuilder();
    for (Certificate each : chain) {
      certificates.append(pem("CERTIFICATE", each.getEncoded()));
    }
    Path certificate = Files.writeString(folder.resolve(subject + ".pem"), certificates);
    byte[] key = store().getKey(subject, PASSWORD.toCharArray()).getEncoded();
    return new Issued(
        certificate, Files.writeString(folder.resolve(subject + ".key"), pem("PRIVATE KEY", key)));
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}
