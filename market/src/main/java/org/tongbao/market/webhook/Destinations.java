package org.tongbao.market.webhook;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tongbao.market.error.DomainException;

/// Where messages may go: to https in the public internet, so that nobody makes us talk to machines
/// behind our own walls. Names are looked up again for every connection, and what is found there is
/// what is checked and connected to.
///
/// @param localToo also this machine itself, and there without encryption: for development
record Destinations(boolean localToo) {
  private static final int LIMIT = 500;
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");

  /// The address in `text`. Refuses with [WebhookError#BAD_ADDRESS].
  URI parse(String text) {
    try {
      URI url = new URI(text.strip());
      if (text.length() <= LIMIT && isPossible(url)) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      // refused below
    }
    throw new DomainException(WebhookError.BAD_ADDRESS);
  }

  private boolean isPossible(URI url) {
    String host = url.getHost();
    if (host == null
        || url.getScheme() == null
        || url.getUserInfo() != null
        || url.getFragment() != null
        || url.getPort() == 0
        || url.getPort() > 65_535) {
      return false;
    }
    boolean here = host.equals("localhost") || literal(host).filter(this::isHere).isPresent();
    if (here) {
      return localToo && url.getScheme().matches("https?");
    }
    return url.getScheme().equals("https")
        && literal(host)
            .map(Destinations::isPublic)
            .orElseGet(() -> NAME.matcher(host.toLowerCase(Locale.ROOT)).matches());
  }

  private boolean isHere(InetAddress address) {
    return address.isLoopbackAddress();
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  /// Where to connect to now. Fails when the name leads anywhere else, be it among others.
  InetAddress look(URI url) throws IOException {
    InetAddress[] found = InetAddress.getAllByName(url.getHost());
    for (InetAddress each : found) {
      boolean here = localToo && each.isLoopbackAddress();
      if (!here && (!isPublic(each) || !url.getScheme().equals("https"))) {
        throw new IOException("the name leads to an address that is not public");
      }
    }
    return found[0];
  }

  /// Whether an address is in the public internet, by the registries of special addresses of IANA.
  static boolean isPublic(InetAddress address) {
    byte[] b = address.getAddress();
    if (address instanceof Inet4Address) {
      return isPublic(b[0] & 0xff, b[1] & 0xff, b[2] & 0xff);
    }
    int first = ((b[0] & 0xff) << 8) | (b[1] & 0xff);
    int second = ((b[2] & 0xff) << 8) | (b[3] & 0xff);
    boolean global = first >>> 13 == 1;
    boolean special = first == 0x2001 && (second < 0x200 || second == 0xdb8);
    // 6to4 carries an address of IPv4 that could be any; documentation.
    boolean carries = first == 0x2002 || (first == 0x3fff && second < 0x1000);
    return global && !special && !carries;
  }

  private static boolean isPublic(int a, int b, int c) {
    return switch (a) {
      case 0, 10, 127 -> false;
      case 100 -> b < 64 || b > 127;
      case 169 -> b != 254;
      case 172 -> b < 16 || b > 31;
      case 192 -> !((b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99) || b == 168);
      case 198 -> !(b == 18 || b == 19 || (b == 51 && c == 100));
      case 203 -> !(b == 0 && c == 113);
      default -> a < 224;
    };
  }
}
