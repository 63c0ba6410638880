package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// What an account wants a contract to do, not signed yet.
///
/// @param contract whose EIP-712 types these are
/// @param type the EIP-712 type
/// @param members of the type, without account, ref and deadline
/// @param payment money that the action takes from the account
/// @param gas the most that the call may use
/// @param call how the signed intent is brought
public record Action(
    String contract,
    Address target,
    String type,
    Map<String, Object> members,
    @Nullable Payment payment,
    long gas,
    Function<Intent, ContractCall<?>> call) {
  static final long USUAL_GAS = 400_000;

  /// Money taken by an ERC-3009 authorisation.
  ///
  /// @param amount minor units
  public record Payment(Address cash, U256 amount) {}

  public Action {
    members = Map.copyOf(members);
  }

  Action withPayment(Address cash, U256 amount) {
    return new Action(contract, target, type, members, new Payment(cash, amount), gas, call);
  }

  /// The same with more or less gas.
  public Action withGas(long limit) {
    return new Action(contract, target, type, members, payment, limit, call);
  }
}
