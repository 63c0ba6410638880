package org.tongbao.market.idempotency;

import org.springframework.http.HttpMethod;

/// A write that takes no `Idempotency-Key`, since repeating it does no harm and its answer must not
/// be kept (it hands out a session). A feature declares one as a bean.
///
/// @param path with names in braces for what varies, each one segment
public record KeylessWrite(HttpMethod method, String path) {
  public boolean is(String method, String path) {
    return this.method.matches(method) && isPath(path);
  }

  private boolean isPath(String asked) {
    String[] own = path.split("/", -1);
    String[] other = asked.split("/", -1);
    boolean same = own.length == other.length;
    for (int i = 0; same && i < own.length; i++) {
      same = own[i].startsWith("{") ? !other[i].isEmpty() : own[i].equals(other[i]);
    }
    return same;
  }
}
