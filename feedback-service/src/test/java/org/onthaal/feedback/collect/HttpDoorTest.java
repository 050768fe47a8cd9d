package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDoorTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/i/AfOTR87MLQBrNux_, /i/…",
    "/i/AfOTR87MLQBrNux_/, /i/…",
    "/i/, /i/…",
    "/r/parking-permit, /r/parking-permit",
    "/v1/ratings, /v1/ratings"
  })
  void logShowsPathsWithoutTheTokenOfAnInvitation(String path, String shown) {
    assertThat(HttpDoor.shown(path)).isEqualTo(shown);
  }
}
