package org.onthaal.aggregation.notify.chat;

import org.onthaal.aggregation.notify.message.Letter.Tone;

/// The bar beside a message. Words say the same, for those who see no colours.
final class ChatColour {
  private ChatColour() {}

  static String of(Tone tone) {
    return switch (tone) {
      case CRITICAL -> "#B3261E";
      case WARNING -> "#B26A00";
      case INFO -> "#1F5FA8";
      case RESOLVED -> "#2E7D32";
    };
  }
}
