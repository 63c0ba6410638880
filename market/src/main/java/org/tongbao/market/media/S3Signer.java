package org.tongbao.market.media;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests to S3: "Authenticating Requests: Using the Authorization Header (AWS Signature
/// Version 4)" of the Amazon S3 API Reference. Thread-safe.
final class S3Signer {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String region;
  private final String accessKey;
  private final String secretKey;

  S3Signer(String region, String accessKey, String secretKey) {
    this.region = region;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /// The headers to send beside `Host`.
  ///
  /// @param address with its query in the order of the names, encoded by RFC 3986
  /// @param headers others that are to be signed, by their names in lower case
  /// @param bodyHash SHA-256 of the body in hex
  Map<String, String> headers(
      String method, URI address, Map<String, String> headers, String bodyHash, Instant now) {
    String time = TIME.format(now);
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", address.getRawAuthority());
    signed.put("x-amz-content-sha256", bodyHash);
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String query = address.getRawQuery() == null ? "" : address.getRawQuery();
    String canonical =
        String.join(
            "\n",
            method,
            address.getRawPath(),
            query,
            signed.entrySet().stream()
                .map(it -> it.getKey() + ":" + it.getValue().strip() + "\n")
                .collect(Collectors.joining()),
            names,
            bodyHash);
    String day = time.substring(0, 8);
    String scope = day + "/" + region + "/s3/aws4_request";
    String text =
        String.join(
            "\n",
            ALGORITHM,
            time,
            scope,
            MediaLibrary.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
    key = hmac(hmac(hmac(key, region), "s3"), "aws4_request");
    signed.remove("host");
    signed.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                ALGORITHM, accessKey, scope, names, HexFormat.of().formatHex(hmac(key, text))));
    return signed;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
