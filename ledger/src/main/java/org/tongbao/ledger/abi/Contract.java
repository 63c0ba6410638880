package org.tongbao.ledger.abi;

import com.esaulpaugh.headlong.abi.Function;
import java.util.Arrays;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// A contract at an address.
public abstract class Contract {
  private final ContractAbi abi;
  private final Address address;

  protected Contract(ContractAbi abi, Address address) {
    this.abi = abi;
    this.address = address;
  }

  public final Address address() {
    return address;
  }

  public final ContractAbi abi() {
    return abi;
  }

  /// A call of the function of this name that takes as many arguments.
  protected final <R> ContractCall<R> call(Returns<R> returns, String name, Object... arguments) {
    Function function = abi.function(name, arguments.length);
    Bytes encoded = AbiCodec.encode(function.getInputs(), Arrays.asList(arguments));
    return new ContractCall<>(
        address, Bytes.wrap(function.selector()).concat(encoded), function.getOutputs(), returns);
  }

  @Override
  public final String toString() {
    return abi.name() + " at " + address.toChecksumHex();
  }
}
