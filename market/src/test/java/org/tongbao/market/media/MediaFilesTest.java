package org.tongbao.market.media;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class MediaFilesTest extends MediaStorageContract {
  @TempDir private Path folder;

  @Override
  MediaStorage storage() {
    return new MediaFiles(folder);
  }
}
