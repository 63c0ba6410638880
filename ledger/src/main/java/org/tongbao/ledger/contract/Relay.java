package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.ledger.abi.Contract;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.Returns;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Carries batches of signed intents to the listed contracts; each succeeds or fails alone.
public final class Relay extends Contract {
  public static final ContractAbi ABI = ContractAbi.load("Relay");

  public Relay(Address address) {
    super(ABI, address);
  }

  public ContractCall<U256> MAX_CALLS() {
    return call(Returns.one(U256.class), "MAX_CALLS");
  }

  public ContractCall<U256> MAX_REASON() {
    return call(Returns.one(U256.class), "MAX_REASON");
  }

  public ContractCall<Address> directory() {
    return call(Returns.one(Address.class), "directory");
  }

  /// Carries out each call alone, with its own gas. A call that fails leaves the others standing.
  /// The whole batch reverts only when the relayer brought too little gas for a call, so that a
  /// relayer cannot make an intent fail.
  public ContractCall<U256> execute(List<RelayCall> calls) {
    return call(Returns.one(U256.class), "execute", calls);
  }
}
