package org.tongbao.chain.rpc.server;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.rpc.RpcSession;

/// A connection that asks and is answered, and can be told nothing afterwards.
final class HttpSession implements RpcSession {
  private final RequestRate rate;

  HttpSession(RequestRate rate) {
    this.rate = rate;
  }

  @Override
  public @Nullable String refusal() {
    return rate.refusal();
  }

  @Override
  public boolean acceptsNotifications() {
    return REQUEST_ONLY.acceptsNotifications();
  }

  @Override
  public void push(byte[] message) {
    REQUEST_ONLY.push(message);
  }

  @Override
  public void onClose(Runnable action) {
    REQUEST_ONLY.onClose(action);
  }
}
