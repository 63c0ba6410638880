package org.tongbao.market.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Style sheets, scripts and pictures of the pages. Their addresses hold a hash of their content,
/// so browsers keep them for ever and never see an old one.
///
/// The style sheets, one per component, are sent as one file: cascade layers make their order in it
/// irrelevant, apart from `_layers.css`, which declares the layers and comes first.
@Component
public final class Assets {
  private static final String FOLDER = "classpath*:/assets/";

  private final Map<String, Asset> byName = new TreeMap<>();

  Assets() throws IOException {
    StringBuilder styles = new StringBuilder();
    for (Resource resource : files("css/*.css")) {
      styles.append(resource.getContentAsString(StandardCharsets.UTF_8)).append('\n');
    }
    add("app.css", styles.toString().getBytes(StandardCharsets.UTF_8));
    for (Resource resource : files("files/*")) {
      add(String.valueOf(resource.getFilename()), resource.getContentAsByteArray());
    }
  }

  /// The address of an asset, for instance of `mark.svg`.
  public String path(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return "/assets/" + asset.version() + "/" + name;
  }

  /// The asset with this name, if `version` is the one it has now.
  Optional<Asset> find(String name, String version) {
    return Optional.ofNullable(byName.get(name)).filter(asset -> asset.version().equals(version));
  }

  private void add(String name, byte[] content) {
    byName.put(name, new Asset(content, typeOf(name), versionOf(content)));
  }

  private static Resource[] files(String pattern) throws IOException {
    Resource[] files = new PathMatchingResourcePatternResolver().getResources(FOLDER + pattern);
    Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
    return files;
  }

  private static MediaType typeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> new MediaType("text", "css", StandardCharsets.UTF_8);
      case "js" -> new MediaType("text", "javascript", StandardCharsets.UTF_8);
      case "svg" -> new MediaType("image", "svg+xml");
      case "png" -> MediaType.IMAGE_PNG;
      case "webp" -> new MediaType("image", "webp");
      default -> throw new IllegalStateException("asset of unknown type: " + name);
    };
  }

  private static String versionOf(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read only, written to responses as it is
  record Asset(byte[] content, MediaType type, String version) {}
}
