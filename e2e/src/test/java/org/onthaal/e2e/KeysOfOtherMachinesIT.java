package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.Channel;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.SubmitRatingRequest;

/// An operator makes a key, a server uses it, the operator takes it back; another server invites.
class KeysOfOtherMachinesIT {
  @TempDir Path folder;

  @Test
  void keyIsMadeUsedListedAndRevoked() throws IOException {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      assertThat(installation.run("keys", "list").orFail().out()).contains("No keys.");
      CommandLine.Result made =
          installation.run(
              "keys",
              "create",
              "--administration",
              "commune-de-la-senne",
              "--name",
              "permit server",
              "--scope",
              "append,invitation",
              "--for",
              "1d");
      String key = made.orFail().out().strip();
      assertThat(key).matches("ons_live_[0-9A-Za-z]{36}");
      String id = made.err().replaceFirst("(?s).*Key ([0-9a-f]{12}) of.*", "$1");

      Status used = submit(installation.feedbackGrpc(), key);
      Status mistyped =
          submit(
              installation.feedbackGrpc(),
              key.substring(0, 20) + (key.charAt(20) == 'x' ? 'y' : 'x') + key.substring(21));
      CommandLine.Result revoked = installation.run("keys", "revoke", id);
      Status after = submit(installation.feedbackGrpc(), key);

      assertThat(used.getCode()).isEqualTo(Status.Code.OK);
      assertThat(mistyped.getDescription()).startsWith("KEY_MALFORMED");
      assertThat(revoked.orFail().out()).contains(id, "permit server", "was revoked at 20");
      assertThat(after.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(after.getDescription()).startsWith("KEY_REVOKED");
      assertThat(installation.run("keys", "list").orFail().out())
          .contains(id, "append invitation", "permit server")
          .doesNotContain(key);
      assertThat(installation.run("keys", "list", "--json").orFail().out())
          .contains("\"usedOn\"", "SCOPE_INVITATION")
          .doesNotContain(key);
      assertThat(logs()).contains("key " + id + " of commune-de-la-senne was made");
      assertThat(logs() + installation.log()).doesNotContain(key);
    }
  }

  @Test
  void operatorReadsWhatASenderLost() {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      assertThat(installation.run("losses").orFail().out()).contains("No losses.");
      CommandLine.Result made =
          installation.run(
              "keys",
              "create",
              "--administration",
              "commune-de-la-senne",
              "--name",
              "permit server",
              "--scope",
              "append");
      FeedbackOptions options =
          FeedbackOptions.builder(installation.feedbackGrpc().toString())
              .key(made.orFail().out().strip())
              .build();

      try (FeedbackClient client = FeedbackClient.connect(options)) {
        var _ = client.submit(org.onthaal.sdk.Rating.csat(4)); // names no touchpoint
      }

      assertThat(installation.run("losses").orFail().out())
          .containsPattern("1 +rejected +[0-9a-f]{12} +commune-de-la-senne +20");
      assertThat(installation.run("losses", "--to", "2026-11-01T00:00:00Z").orFail().out())
          .contains("No losses.");
      assertThat(installation.run("losses", "--from", "yesterday").err()).contains("--from");
    }
  }

  @Test
  void wishThatCannotBeGrantedIsToldInAWord() {
    try (Installation installation = Installation.start(folder.resolve("data"))) {
      CommandLine.Result nowhere =
          installation.run(
              "keys", "create", "--administration", "nowhere", "--name", "a", "--scope", "append");
      CommandLine.Result noScope =
          installation.run(
              "keys", "create", "--administration", "commune-de-la-senne", "--name", "a");
      CommandLine.Result wrongScope =
          installation.run(
              "keys",
              "create",
              "--administration",
              "commune-de-la-senne",
              "--name",
              "a",
              "--scope",
              "admin");
      CommandLine.Result unknown = installation.run("keys", "revoke", "0123456789ab");

      assertThat(nowhere.exitCode()).isEqualTo(2);
      assertThat(nowhere.err()).contains("administration: nothing has this name");
      assertThat(noScope.err()).contains("--scope");
      assertThat(wrongScope.err())
          .contains("append, import, device, invitation".toUpperCase(java.util.Locale.ROOT));
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.err()).contains("id: nothing has this name");
    }
  }

  /// The sender here is written from docs/invitations.md, with nothing but a JDK.
  @Test
  void personWhoIsInvitedRatesOnceWithoutScript() throws Exception {
    try (Installation installation = Installation.start(folder.resolve("data"));
        Chromium chromium = Chromium.open();
        Page page =
            chromium.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false))) {
      String key =
          installation
              .run(
                  "keys",
                  "create",
                  "--administration",
                  "commune-de-la-senne",
                  "--name",
                  "letters",
                  "--scope",
                  "invitation")
              .orFail()
              .out()
              .strip();
      String link = installation.feedback().resolve("/i/" + token(key)) + "?lang=en";

      page.navigate(link);
      page.getByRole(AriaRole.RADIO).nth(3).check();
      page.getByRole(AriaRole.BUTTON).click();
      assertThat(page.locator("h1").innerText()).containsIgnoringCase("thank");
      page.navigate(link);
      page.getByRole(AriaRole.RADIO).nth(0).check();
      page.getByRole(AriaRole.BUTTON).click();

      assertThat(page.locator("h1").innerText()).isEqualTo("This invitation was used already");
      installation.awaitRatings(1);
      assertThat(logs() + installation.log()).doesNotContain(link.replaceFirst("\\?.*", ""));
    }
  }

  private static String token(String key) throws GeneralSecurityException {
    byte[] touchpoint = Example.TOUCHPOINT.getBytes(StandardCharsets.US_ASCII);
    long expiry = Instant.now().plus(Duration.ofDays(30)).getEpochSecond();
    UUID rating = new Ratings(new Random()).id(Instant.now());
    byte[] signed =
        ByteBuffer.allocate(29 + touchpoint.length)
            .put((byte) 1)
            .put(hmac(key, "onthaal key id v1"), 0, 6)
            .put((byte) (expiry >> Integer.SIZE))
            .putInt((int) expiry)
            .putLong(rating.getMostSignificantBits())
            .putLong(rating.getLeastSignificantBits())
            .put((byte) Channel.EMAIL_VALUE)
            .put(touchpoint)
            .array();
    byte[] seed = hmac(key, "onthaal invitation v1");
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
    signature.update(signed);
    byte[] made = signature.sign();
    byte[] all = Arrays.copyOf(signed, signed.length + made.length);
    System.arraycopy(made, 0, all, signed.length, made.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static byte[] hmac(String key, String message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return mac.doFinal(message.getBytes(StandardCharsets.US_ASCII));
  }

  private String logs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data/log"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private static Status submit(URI door, String key) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(door.getHost(), door.getPort()).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    FeedbackServiceBlockingStub stub =
        FeedbackServiceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    SubmitRatingRequest request =
        SubmitRatingRequest.newBuilder()
            .setRating(
                new Ratings(new Random())
                    .csat(4, Instant.now())
                    .at("senne-population-online")
                    .build())
            .build();
    try {
      return stub.submitRating(request).hasReceipt() ? Status.OK : Status.UNKNOWN;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    } finally {
      channel.shutdownNow();
    }
  }
}
