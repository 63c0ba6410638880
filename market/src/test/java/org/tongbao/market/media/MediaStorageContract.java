package org.tongbao.market.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What every storage of media keeps to.
abstract class MediaStorageContract {
  private static final byte[] CONTENT = Samples.ascii("0123456789");
  private static final String HASH = MediaLibrary.sha256(CONTENT);

  abstract MediaStorage storage() throws IOException;

  @Test
  void givesBackWhatWasPutInWholeOrInPart() throws IOException {
    MediaStorage storage = storage();
    storage.put(HASH, CONTENT);
    storage.put(HASH, CONTENT);

    assertThat(part(storage, 0, 10)).isEqualTo(CONTENT);
    assertThat(part(storage, 3, 4)).isEqualTo(Arrays.copyOfRange(CONTENT, 3, 7));
    assertThat(part(storage, 9, 1)).isEqualTo(Arrays.copyOfRange(CONTENT, 9, 10));
  }

  @Test
  void whatIsNotThereIsNotThere() throws IOException {
    MediaStorage storage = storage();
    storage.put(HASH, CONTENT);
    storage.remove(HASH);
    storage.remove(HASH);

    assertThat(storage.open(HASH, 0, 1)).isEmpty();
  }

  @Test
  void listsWhatWasPutInBefore() throws IOException {
    MediaStorage storage = storage();
    storage.put(HASH, CONTENT);
    String prefix = HASH.substring(0, 2);

    assertThat(storage.olderThan(Instant.now().plusSeconds(60), prefix)).containsExactly(HASH);
    assertThat(storage.olderThan(Instant.now().minusSeconds(60), prefix)).isEmpty();
    assertThat(storage.olderThan(Instant.now().plusSeconds(60), prefix.equals("00") ? "01" : "00"))
        .isEmpty();
  }

  private static byte[] part(MediaStorage storage, long from, long length) throws IOException {
    try (InputStream in = storage.open(HASH, from, length).orElseThrow()) {
      return in.readAllBytes();
    }
  }
}
