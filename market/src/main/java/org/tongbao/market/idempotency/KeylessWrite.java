package org.tongbao.market.idempotency;

import org.springframework.http.HttpMethod;

/// A write that takes no `Idempotency-Key`, since repeating it does no harm and its answer must not
/// be kept (it hands out a session). A feature declares one as a bean.
public record KeylessWrite(HttpMethod method, String path) {
  public boolean is(String method, String path) {
    return this.method.matches(method) && this.path.equals(path);
  }
}
