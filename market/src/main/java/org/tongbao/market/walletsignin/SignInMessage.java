package org.tongbao.market.walletsignin;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.market.error.DomainException;
import org.tongbao.primitives.Address;

/// The message that a wallet signs to sign somebody in (EIP-4361, version 1), read strictly: a
/// message that this would write differently is none.
///
/// @param scheme of the domain; wallets may leave it out
/// @param domain host, and port where it is not the scheme's own
/// @param chainId in decimal
record SignInMessage(
    Optional<String> scheme,
    String domain,
    Address address,
    Optional<String> statement,
    URI uri,
    String chainId,
    String nonce,
    Times times,
    Optional<String> requestId,
    List<URI> resources) {
  static final int LIMIT = 4_000;

  private static final Pattern FIRST =
      Pattern.compile(
          "(?:([a-z][a-z0-9+.-]*)://)?([A-Za-z0-9.:_\\[\\]-]+)"
              + " wants you to sign in with your Ethereum account:");
  private static final Pattern STATEMENT =
      Pattern.compile("[A-Za-z0-9 ._~:/?#\\[\\]@!$&'()*+,;=-]+");
  private static final Pattern CHAIN_ID = Pattern.compile("[1-9][0-9]{0,18}");
  private static final Pattern NONCE = Pattern.compile("[0-9A-Za-z]{8,64}");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@%-]*");
  private static final String RESOURCES = "Resources:";

  SignInMessage {
    resources = List.copyOf(resources);
  }

  /// From when, and until when, it may be used.
  record Times(Instant issued, Optional<Instant> expires, Optional<Instant> notBefore) {}

  /// Refuses with [WalletSignInError#MESSAGE_MALFORMED].
  static SignInMessage parse(String message) {
    if (message.length() > LIMIT) {
      throw malformed("length");
    }
    Lines lines = new Lines(List.of(message.split("\n", -1)));
    Matcher first = FIRST.matcher(lines.next());
    if (!first.matches()) {
      throw malformed("domain");
    }
    Address address = address(lines.next());
    lines.empty();
    Optional<String> statement = statement(lines);
    URI uri = uri("URI", lines.field("URI"));
    if (!lines.field("Version").equals("1")) {
      throw malformed("Version");
    }
    String chainId = lines.field("Chain ID", CHAIN_ID);
    String nonce = lines.field("Nonce", NONCE);
    Times times =
        new Times(
            time("Issued At", lines.field("Issued At")),
            lines.optional("Expiration Time").map(it -> time("Expiration Time", it)),
            lines.optional("Not Before").map(it -> time("Not Before", it)));
    Optional<String> requestId = lines.optional("Request ID");
    if (requestId.isPresent() && !REQUEST_ID.matcher(requestId.get()).matches()) {
      throw malformed("Request ID");
    }
    return new SignInMessage(
        Optional.ofNullable(first.group(1)),
        first.group(2),
        address,
        statement,
        uri,
        chainId,
        nonce,
        times,
        requestId,
        resources(lines));
  }

  /// What somebody signs who wants no more than to sign in.
  String text() {
    StringBuilder text = new StringBuilder(400);
    scheme.ifPresent(it -> text.append(it).append("://"));
    text.append(domain).append(" wants you to sign in with your Ethereum account:\n");
    text.append(address.toChecksumHex()).append("\n\n");
    statement.ifPresent(it -> text.append(it).append('\n'));
    text.append("\nURI: ").append(uri).append("\nVersion: 1\nChain ID: ").append(chainId);
    text.append("\nNonce: ").append(nonce).append("\nIssued At: ").append(times.issued);
    times.expires.ifPresent(it -> text.append("\nExpiration Time: ").append(it));
    times.notBefore.ifPresent(it -> text.append("\nNot Before: ").append(it));
    requestId.ifPresent(it -> text.append("\nRequest ID: ").append(it));
    if (!resources.isEmpty()) {
      text.append('\n').append(RESOURCES);
      resources.forEach(it -> text.append("\n- ").append(it));
    }
    return text.toString();
  }

  private static Address address(String line) {
    try {
      Address address = Address.fromHex(line);
      if (address.toChecksumHex().equals(line)) {
        return address;
      }
    } catch (IllegalArgumentException none) {
      throw malformed("address");
    }
    throw malformed("address");
  }

  /// A statement has an empty line behind it; without one there are two empty lines before the URI.
  private static Optional<String> statement(Lines lines) {
    String line = lines.next();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    if (!STATEMENT.matcher(line).matches()) {
      throw malformed("statement");
    }
    lines.empty();
    return Optional.of(line);
  }

  private static List<URI> resources(Lines lines) {
    List<URI> resources = new ArrayList<>();
    if (lines.hasNext()) {
      if (!lines.next().equals(RESOURCES)) {
        throw malformed(RESOURCES);
      }
      while (lines.hasNext()) {
        String line = lines.next();
        if (!line.startsWith("- ")) {
          throw malformed(RESOURCES);
        }
        resources.add(uri(RESOURCES, line.substring(2)));
      }
    }
    return resources;
  }

  private static URI uri(String field, String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (URISyntaxException none) {
      throw malformed(field);
    }
    throw malformed(field);
  }

  private static Instant time(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      throw malformed(field);
    }
  }

  private static DomainException malformed(String field) {
    return new DomainException(WalletSignInError.MESSAGE_MALFORMED, field);
  }

  /// The lines that are left to be read.
  private static final class Lines {
    private final List<String> lines;
    private int next;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    boolean hasNext() {
      return next < lines.size();
    }

    String next() {
      if (!hasNext()) {
        throw malformed("end");
      }
      return lines.get(next++);
    }

    void empty() {
      if (!next().isEmpty()) {
        throw malformed("empty line");
      }
    }

    String field(String name) {
      return optional(name).orElseThrow(() -> malformed(name));
    }

    String field(String name, Pattern form) {
      String value = field(name);
      if (!form.matcher(value).matches()) {
        throw malformed(name);
      }
      return value;
    }

    Optional<String> optional(String name) {
      String start = name + ": ";
      if (!hasNext() || !lines.get(next).startsWith(start)) {
        return Optional.empty();
      }
      return Optional.of(next().substring(start.length()));
    }
  }
}
