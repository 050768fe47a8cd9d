package org.onthaal.aggregation.notify.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// TLS to a server that is connected to by its address and must prove that it has a name.
///
/// The mail library is only told the address that was checked, so that it looks up nothing itself;
/// the name of the routes file is put in here, where the certificate is judged.
final class NamedTlsSockets extends SSLSocketFactory {
  private final String name;
  private final SSLSocketFactory tls;

  NamedTlsSockets(String name, SSLSocketFactory tls) {
    this.name = name;
    this.tls = tls;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Socket secured = tls.createSocket(socket, name, port, autoClose);
    if (!(secured instanceof SSLSocket named)) {
      throw new IOException(secured + " (expected: a socket of TLS)");
    }
    SSLParameters parameters = named.getSSLParameters();
    // RFC 2818's rules for names, which JSSE applies during the handshake.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    named.setSSLParameters(parameters);
    return named;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(new Socket(host, port), host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(new Socket(host, port, local, localPort), host, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(new Socket(host, port), name, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(new Socket(host, port, local, localPort), name, port, true);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
