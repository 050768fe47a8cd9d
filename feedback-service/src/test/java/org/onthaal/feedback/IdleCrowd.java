package org.onthaal.feedback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// Many connections that say one letter and nothing more, in a process of their own: descriptors
/// are counted by process. The letter makes the system repeat itself where the server's queue of
/// new connections was full; without it such a connection stands open on this side alone.
final class IdleCrowd {
  private IdleCrowd() {}

  /// Opens so many connections to a port, says so, and then says when all of them were ended.
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Selector selector = Selector.open();
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(new byte[] {'G'}));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
    System.out.println("open " + count);
    int ended = 0;
    ByteBuffer buffer = ByteBuffer.allocate(1_024);
    while (ended < count) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (isEnded((SocketChannel) key.channel(), buffer.clear())) {
          key.cancel();
          key.channel().close();
          ended++;
        }
      }
      selector.selectedKeys().clear();
    }
    System.out.println("ended " + ended);
  }

  private static boolean isEnded(SocketChannel channel, ByteBuffer buffer) {
    try {
      return channel.read(buffer) < 0;
    } catch (IOException _) {
      return true; // reset
    }
  }
}
