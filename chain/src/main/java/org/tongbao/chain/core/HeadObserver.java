package org.tongbao.chain.core;

/// Is told of a new head by the thread that made it, before anybody else is and before the next
/// block can be added. Must be quick.
@FunctionalInterface
public interface HeadObserver {
  void headChanged(ChainEvent.NewHead event);
}
