package org.tongbao.market.onchain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.intent.Action;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What an account signed, in the form in which it is stored to be signed anew: everything but the
/// deadline and the signature.
///
/// @param members of the EIP-712 message, as JSON has them
/// @param cash whose money the action takes; null when it takes none
/// @param amount of that money, minor units
record IntentSigning(
    String contract,
    Address target,
    String type,
    Map<String, Object> members,
    @Nullable Address cash,
    @Nullable U256 amount,
    Address account,
    Hash ref) {
  IntentSigning {
    members = Map.copyOf(members);
  }

  static IntentSigning of(Action action, Address account, Hash ref) {
    Action.Payment payment = action.payment();
    Map<String, Object> members = new LinkedHashMap<>();
    action.members().forEach((name, value) -> members.put(name, plain(value)));
    return new IntentSigning(
        action.contract(),
        action.target(),
        action.type(),
        members,
        payment == null ? null : payment.cash(),
        payment == null ? null : payment.amount(),
        account,
        ref);
  }

  /// A value as JSON has it; typed data reads it back by the type of its field.
  static Object plain(Object value) {
    return switch (value) {
      case Hash hash -> hash.toHex();
      case Address address -> address.toHex();
      case Bytes bytes -> bytes.toHex();
      case U256 number -> number.toString();
      case Instant time -> time.toString();
      case Enum<?> constant -> constant.name();
      case List<?> list -> list.stream().map(IntentSigning::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, each) -> plain.put(String.valueOf(key), plain(each)));
        yield plain;
      }
      case String _, Boolean _, Integer _, Long _ -> value;
      default -> throw new IllegalArgumentException("No JSON value: " + value.getClass());
    };
  }

  /// The action as far as signing needs it; it cannot be called.
  Action action() {
    return new Action(
        contract,
        target,
        type,
        members,
        cash == null || amount == null ? null : new Action.Payment(cash, amount),
        1,
        intent -> {
          throw new IllegalStateException("Only to be signed");
        });
  }
}
