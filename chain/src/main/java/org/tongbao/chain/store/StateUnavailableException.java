package org.tongbao.chain.store;

/// The state after this block is not kept: it is older than the history, was never computed (a side
/// block), or the view has outlived its store.
public final class StateUnavailableException extends StoreException {
  public StateUnavailableException(String message) {
    super(message, null);
  }
}
