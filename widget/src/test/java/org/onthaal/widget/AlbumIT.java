package org.onthaal.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures are right when somebody accepted them, and until they change.
class AlbumIT {
  @TempDir Path folder;

  @Test
  void newPictureIsNamedUntilItIsAccepted() throws IOException {
    Album album = album();
    album.add("a", picture(100, 80, Color.BLUE));
    List<String> before = album.differences();
    album.accept();

    assertThat(before).singleElement().asString().startsWith("a: is new, see ").endsWith("a.png");
    assertThat(folder.resolve("looks/a.png")).exists();
    assertThat(album.differences()).isEmpty();
  }

  @Test
  void eachPictureThatDiffersIsNamedWithACopyThatShowsWhere() throws IOException {
    accepted();

    Album changed = album();
    changed.add("a", picture(100, 80, Color.BLUE));
    changed.add("b", picture(100, 80, Color.BLACK));
    changed.add("c", picture(100, 90, Color.GREEN));

    assertThat(changed.differences())
        .satisfiesExactly(
            b -> assertThat(b).startsWith("b: 100x80 px, ").endsWith("b.differs.png"),
            c -> assertThat(c).startsWith("c: 100x90 px, 0 cells differ from the accepted 100x80"));
    BufferedImage copy = ImageIO.read(folder.resolve("looks/b.differs.png").toFile());
    assertThat(copy.getWidth()).isEqualTo(100 + 16 + 100 + 16 + 100);
    assertThat(copy.getRGB(0, 0)).isEqualTo(Color.MAGENTA.getRGB());
  }

  @Test
  void pictureThatIsNotTakenAnyMoreIsNamed() throws IOException {
    accepted();
    Album less = album();
    less.add("a", picture(100, 80, Color.BLUE));
    less.add("b", picture(100, 80, Color.RED));

    assertThat(less.differences()).containsExactly("c: was not taken");
  }

  @Test
  void acceptingLeavesTheLinesOfAllOthersAsTheyAre() throws IOException {
    accepted();
    List<String> before = Files.readAllLines(folder.resolve("looks.txt"));
    Album changed = album();
    changed.add("a", picture(100, 80, Color.BLUE, new Color(0, 0, 128)));
    changed.add("b", picture(100, 80, Color.BLACK));
    changed.add("c", picture(100, 80, Color.GREEN));
    changed.accept();
    List<String> after = Files.readAllLines(folder.resolve("looks.txt"));

    assertThat(after.get(0)).startsWith("a 100x80 ").isEqualTo(before.get(0));
    assertThat(after.get(1)).startsWith("b 100x80 ").isNotEqualTo(before.get(1));
    assertThat(after.get(2)).isEqualTo(before.get(2));
  }

  private void accepted() throws IOException {
    Album album = album();
    album.add("c", picture(100, 80, Color.GREEN));
    album.add("a", picture(100, 80, Color.BLUE));
    album.add("b", picture(100, 80, Color.RED));
    album.accept();
  }

  private Album album() throws IOException {
    return new Album(folder.resolve("looks"), folder.resolve("looks.txt"));
  }

  private static byte[] picture(int width, int height, Color colour) throws IOException {
    return picture(width, height, colour, colour);
  }

  /// With a dot that nobody sees.
  private static byte[] picture(int width, int height, Color colour, Color dot) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.setColor(dot);
    pen.fillRect(40, 40, 4, 4);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }
}
