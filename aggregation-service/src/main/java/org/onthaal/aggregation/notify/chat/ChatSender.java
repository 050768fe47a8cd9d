package org.onthaal.aggregation.notify.chat;

import java.time.Instant;
import java.util.Map;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.message.Wording;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.Sender;

/// Writes a message into a room of a chat.
public record ChatSender(Destination.Chat to, Language language, GuardedPost post)
    implements Sender {
  @Override
  public Outcome send(Message message, Instant now) {
    Letter letter = new Wording(language).of(NewsReader.read(message.body()));
    String body =
        switch (to.kind()) {
          case SLACK -> SlackMessage.of(letter);
          case TEAMS -> TeamsCard.of(letter);
          case MATTERMOST -> MattermostMessage.of(letter);
        };
    return post.send(to.url(), body, Map.of(), now);
  }
}
