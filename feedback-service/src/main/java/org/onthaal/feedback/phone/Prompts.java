package org.onthaal.feedback.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.Touchpoint;

/// The recordings: those of the build, and those of an administration that take their place. Safe
/// for any thread.
///
/// A recording of one's own lies in `{folder}/{touchpoint}/{language}/{name}.wav`, or for all
/// touchpoints in `{folder}/{language}/{name}.wav`.
public final class Prompts {
  /// Where they are served.
  public static final String PATH = "/phone/prompts/";

  private static final System.Logger LOG = System.getLogger(Prompts.class.getName());
  private static final String ENDING = ".wav";
  private static final String FOLDER = "/org/onthaal/feedback/phone/prompts/";

  private final Optional<Path> own;
  private final Map<Language, Map<Prompt, Recording>> built;

  /// A recording.
  public static final class Recording {
    private final byte[] content;
    private final String mark;

    private Recording(byte[] content, String mark) {
      this.content = content;
      this.mark = mark;
    }

    /// The file, which nobody changes.
    public byte[] content() {
      return content;
    }

    /// Tells it from what was there before: 32 hexadecimal digits.
    public String mark() {
      return mark;
    }
  }

  /// Whose recordings a call plays.
  public record Place(
      String administration, String survey, int version, Language language, String touchpoint) {}

  private Prompts(Optional<Path> own, Map<Language, Map<Prompt, Recording>> built) {
    this.own = own;
    this.built = built;
  }

  /// Reads those of the build.
  ///
  /// @param own folder of those that take their place
  /// @throws IllegalStateException when one is missing in a language
  public static Prompts open(Optional<Path> own) {
    Map<Language, Map<Prompt, Recording>> built = new TreeMap<>();
    for (Language language : Language.REQUIRED) {
      Map<Prompt, Recording> ofLanguage = new EnumMap<>(Prompt.class);
      for (Prompt prompt : Prompt.values()) {
        ofLanguage.put(prompt, built(language, prompt));
      }
      built.put(language, ofLanguage);
    }
    return new Prompts(own, built);
  }

  /// Where a telephone system finds one, below the address of the citizens' door.
  ///
  /// The mark is part of it, so that no system plays an old recording which it kept. It also makes
  /// the whole address longer than 70 characters: Asterisk takes the size of a buffer for the path
  /// of its copy from that of the address, and fails to play what is shorter than about 52
  /// (`main/file.c`).
  public String path(Place place, Prompt prompt) {
    return PATH
        + String.join(
            "/",
            encoded(place.administration()),
            encoded(place.survey()),
            "v" + place.version(),
            place.language().subtag(),
            place.touchpoint() + "_" + prompt.fileName() + "_" + mark(place, prompt) + ENDING);
  }

  /// The recording of a name in an address: `{name}.wav`, `{touchpoint}_{name}.wav`, or one that
  /// [#path] made.
  public Optional<Recording> find(String language, String name) {
    if (!name.endsWith(ENDING)) {
      return Optional.empty();
    }
    String[] parts = name.substring(0, name.length() - ENDING.length()).split("_", -1);
    if (parts.length > 3) {
      return Optional.empty();
    }
    Optional<Language> wanted =
        Language.REQUIRED.stream().filter(one -> one.subtag().equals(language)).findFirst();
    Optional<Prompt> prompt = Prompt.of(parts.length == 1 ? parts[0] : parts[1]);
    String touchpoint = parts.length == 1 ? "" : parts[0];
    return wanted.flatMap(known -> prompt.map(one -> recording(touchpoint, known, one)));
  }

  private Recording recording(String touchpoint, Language language, Prompt prompt) {
    for (Path file : files(touchpoint, language, prompt)) {
      try {
        if (Files.isRegularFile(file) && Files.size(file) <= Wave.BYTES_MAX) {
          byte[] content = Files.readAllBytes(file);
          if (Wave.length(content).isPresent()) {
            return new Recording(content, mark(file));
          }
          LOG.log(
              System.Logger.Level.WARNING,
              file + " is not played: no WAV of 8 kHz, mono, 16 bit; that of the build is");
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, file + " cannot be read", e);
      }
    }
    return ofBuild(language, prompt);
  }

  private String mark(Place place, Prompt prompt) {
    for (Path file : files(place.touchpoint(), place.language(), prompt)) {
      try {
        if (Files.isRegularFile(file)) {
          return mark(file);
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, file + " cannot be read", e);
      }
    }
    return ofBuild(place.language(), prompt).mark();
  }

  private Recording ofBuild(Language language, Prompt prompt) {
    return Optional.ofNullable(built.get(language))
        .map(ofLanguage -> ofLanguage.get(prompt))
        .orElseThrow(() -> new IllegalStateException(language + " is no language of calls"));
  }

  private List<Path> files(String touchpoint, Language language, Prompt prompt) {
    if (own.isEmpty()) {
      return List.of();
    }
    Path general = own.get().resolve(language.subtag()).resolve(prompt.fileName() + ENDING);
    return Touchpoint.isKey(touchpoint)
        ? List.of(
            own.get()
                .resolve(touchpoint)
                .resolve(language.subtag())
                .resolve(prompt.fileName() + ENDING),
            general)
        : List.of(general);
  }

  // Cheap enough to be asked for in each call: nothing is read.
  private static String mark(Path file) throws IOException {
    String state = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
    return mark(state.getBytes(StandardCharsets.UTF_8));
  }

  private static Recording built(Language language, Prompt prompt) {
    String name = FOLDER + language + "/" + prompt.fileName() + ENDING;
    try (InputStream in = Prompts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the build");
      }
      byte[] content = in.readAllBytes();
      return new Recording(content, mark(content));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private static String mark(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String encoded(String code) {
    return URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
