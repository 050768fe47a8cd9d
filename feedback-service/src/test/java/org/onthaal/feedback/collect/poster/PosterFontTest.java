package org.onthaal.feedback.collect.poster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PosterFontTest {
  private final PosterFont font = PosterFont.read();

  @Test
  void wordIsMadeSmallerBeforeItIsBroken() {
    PosterFont.Fitted name = font.fit("Anwohnerparkausweis", 165, 3, 17, 8);

    assertThat(name.lines()).containsExactly("Anwohnerparkausweis");
    assertThat(name.size()).isBetween(8.0, 17.0);
    assertThat(font.width(name.lines().getFirst()) * name.size()).isLessThanOrEqualTo(165);
  }

  @Test
  void wordThatNoSizeHoldsIsBroken() {
    PosterFont.Fitted name = font.fit("x".repeat(60), 165, 3, 17, 8);

    assertThat(name.lines()).hasSizeGreaterThan(1);
    assertThat(String.join("", name.lines())).isEqualTo("x".repeat(60));
    assertThat(name.size()).isEqualTo(8);
  }
}
