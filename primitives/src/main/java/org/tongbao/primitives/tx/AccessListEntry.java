package org.tongbao.primitives.tx;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// An account and slots of its storage that a transaction announces to touch (EIP-2930). The list
/// may repeat accounts and slots, and each repetition is paid for.
public record AccessListEntry(Address address, List<U256> storageKeys) {
  public AccessListEntry {
    storageKeys = List.copyOf(storageKeys);
  }
}
