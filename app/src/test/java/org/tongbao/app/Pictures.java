package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.tongbao.app.ApiClient.Answer;

/// Pictures that nobody has seen before.
final class Pictures {
  private static final int SIDE = 16;

  private Pictures() {}

  /// Gives a shop a picture and answers its hash.
  static String upload(Shop shop) throws Exception {
    Answer added = shop.owner().upload(shop.path("/media"), "image/png", png());
    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    return added.text("hash");
  }

  static byte[] png() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < SIDE; x++) {
      image.setRGB(x, 0, ThreadLocalRandom.current().nextInt());
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", file)).isTrue();
    return file.toByteArray();
  }
}
