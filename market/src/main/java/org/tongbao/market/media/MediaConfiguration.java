package org.tongbao.market.media;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.tongbao.market.idempotency.LargeWrite;

/// Where media lie, and what the feature needs of the filter around writes.
@Configuration(proxyBeanMethods = false)
class MediaConfiguration {
  /// A folder, or S3 as soon as its address is set.
  @Bean
  MediaStorage mediaStorage(
      @Value("${tongbao.data}") String data,
      @Value("${tongbao.media.bucket.address:}") String endpoint,
      @Value("${tongbao.media.bucket.region:}") String region,
      @Value("${tongbao.media.bucket.name:}") String bucket,
      @Value("${tongbao.media.bucket.access-key:}") String accessKey,
      @Value("${tongbao.media.bucket.secret-key:}") String secretKey,
      Clock clock) {
    return endpoint.isEmpty()
        ? new MediaFiles(Path.of(data).resolve("media"))
        : new S3Storage(
            URI.create(endpoint), bucket, new S3Signer(region, accessKey, secretKey), clock);
  }

  @Bean
  LargeWrite puttingAnUploadIn() {
    return new LargeWrite(
        HttpMethod.POST, Pattern.compile("/api/v1/me/uploads"), UploadKind.VIDEO.mostBytes());
  }

  @Bean
  LargeWrite puttingAPictureIn() {
    return new LargeWrite(
        HttpMethod.POST, Pattern.compile("/api/v1/merchants/[^/]+/media"), MediaLibrary.LARGEST);
  }
}
