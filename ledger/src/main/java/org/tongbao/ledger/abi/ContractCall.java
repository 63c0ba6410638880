package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.TupleType;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// A function of a contract with its arguments: can be asked (`eth_call`), sent in a transaction or
/// relayed.
public final class ContractCall<R> {
  private final Address to;
  private final Bytes data;
  private final TupleType<?> outputs;
  private final Returns<R> returns;

  ContractCall(Address to, Bytes data, TupleType<?> outputs, Returns<R> returns) {
    this.to = to;
    this.data = data;
    this.outputs = outputs;
    this.returns = returns;
  }

  public Address to() {
    return to;
  }

  /// Selector and encoded arguments.
  public Bytes data() {
    return data;
  }

  /// What the function's returned bytes mean.
  ///
  /// @throws AbiException when they are not what the function returns; a call to an address without
  ///   code returns no bytes
  public R decode(Bytes returned) {
    return returns.decode(outputs, returned);
  }

  @Override
  public String toString() {
    return "call of " + to + ", " + data.size() + " bytes";
  }
}
