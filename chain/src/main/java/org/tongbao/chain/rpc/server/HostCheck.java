package org.tongbao.chain.rpc.server;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides by the `Host` header whether a request was meant for this node: a web page that made its
/// own name point here (DNS rebinding) still sends that name.
final class HostCheck {
  private final Set<String> allowedHosts;

  HostCheck(Set<String> allowedHosts) {
    this.allowedHosts = allowedHosts;
  }

  boolean allows(@Nullable String hostHeader) {
    if (allowedHosts.contains("*")) {
      return true;
    }
    if (hostHeader == null || hostHeader.isEmpty()) {
      return false;
    }
    String name = withoutPort(hostHeader).toLowerCase(Locale.ROOT);
    return allowedHosts.contains(name)
        || NetUtil.isValidIpV4Address(name)
        || NetUtil.isValidIpV6Address(name);
  }

  private static String withoutPort(String hostHeader) {
    if (hostHeader.startsWith("[")) {
      int end = hostHeader.indexOf(']');
      return end < 0 ? hostHeader : hostHeader.substring(1, end);
    }
    int colon = hostHeader.lastIndexOf(':');
    return colon < 0 ? hostHeader : hostHeader.substring(0, colon);
  }
}
