package org.tongbao.chain.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.AccessListEntry;
import org.tongbao.primitives.tx.Authorization;
import org.tongbao.primitives.tx.IntrinsicGas;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionBuilder;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Makes the transactions of a block: at most one of each sender, so that all can be valid at once.
final class TransactionGenerator {

  /// What is called, and with what.
  private record Action(@Nullable Address to, U256 value, Bytes data) {}

  private static final U256 CHAIN_ID = Genesis.CHAIN_ID;

  private final Chance chance;
  private final Setup setup;
  private final BytecodeGenerator code;
  private final int maxExtraGas;

  /// @param maxExtraGas gas beyond the intrinsic amount, at most
  TransactionGenerator(Chance chance, Setup setup, int maxExtraGas) {
    this.chance = chance;
    this.maxExtraGas = maxExtraGas;
    this.setup = setup;
    this.code = new BytecodeGenerator(chance, setup.targets());
  }

  /// A transaction of every sender. In some blocks all do the same with ever less gas, so that
  /// execution stops at every place there is.
  List<Transaction> block(StateReader state, U256 baseFee) {
    List<Transaction> transactions = new ArrayList<>();
    Action common = chance.percent(10) ? action() : null;
    int most = chance.oneOf(400, 3_000, 30_000);
    int count = setup.senders().size();
    for (int i = 0; i < count; i++) {
      PrivateKey sender = setup.senders().get(i);
      long gas = Math.min(maxExtraGas, common == null ? extraGas() : (long) most * i / count);
      Action action = common == null ? action() : common;
      transactions.add(transaction(sender, action, gas, state, baseFee));
    }
    return transactions;
  }

  private long extraGas() {
    return switch (chance.weighted(6, 14, 52, 27, 1)) {
      case 0 -> chance.below(300);
      case 1 -> chance.below(30_000);
      case 2 -> chance.between(30_000, 400_000);
      case 3 -> chance.between(400_000, 2_000_000);
      default -> chance.between(2_000_000, 12_000_000);
    };
  }

  private Action action() {
    U256 value = chance.percent(60) ? U256.ZERO : U256.of(chance.oneOf(1, 2, 1_000));
    return switch (chance.weighted(55, 10, 17, 18)) {
      case 0 -> new Action(chance.oneOf(setup.targets()), value, callData());
      case 1 -> new Action(anyone(), value, chance.bytes(chance.oneOf(0, 0, 4, 100)));
      case 2 -> new Action(null, value, code.initialisation());
      default -> {
        PrecompileInputs.Input input = new PrecompileInputs(chance).next();
        yield new Action(input.address(), value, input.data());
      }
    };
  }

  private Bytes callData() {
    Bytes data = Bytes.EMPTY;
    for (int words = chance.oneOf(0, 0, 1, 2, 5); words > 0; words--) {
      data = data.concat(Bytes.wrap(chance.value().toArray32()));
    }
    return chance.percent(20) ? data.concat(chance.bytes(chance.below(600))) : data;
  }

  private Address anyone() {
    return switch (chance.below(3)) {
      case 0 -> chance.oneOf(setup.senders()).address();
      case 1 -> Address.of(chance.bytes(20).unsafeArray());
      default -> chance.oneOf(setup.targets());
    };
  }

  private Transaction transaction(
      PrivateKey sender, Action action, long extraGas, StateReader state, U256 baseFee) {
    int type = action.to() == null ? chance.oneOf(0, 0, 1, 2) : chance.oneOf(0, 0, 1, 2, 2, 4, 4);
    TransactionBuilder builder =
        switch (type) {
          case 0 ->
              chance.percent(80)
                  ? UnsignedTransaction.legacy(CHAIN_ID)
                  : UnsignedTransaction.legacyWithoutChainId();
          case 1 -> UnsignedTransaction.accessList(CHAIN_ID);
          case 2 -> UnsignedTransaction.feeMarket(CHAIN_ID);
          default -> UnsignedTransaction.setCode(CHAIN_ID);
        };
    long nonce = nonce(state, sender.address());
    builder.nonce(nonce).to(action.to()).value(action.value()).data(action.data());
    List<AccessListEntry> accessList = type == 0 || chance.percent(50) ? List.of() : accessList();
    List<Authorization> authorizations =
        type == 4 ? authorizations(state, sender, nonce) : List.of();
    if (type != 0) {
      builder.accessList(accessList);
    }
    if (type == 4) {
      builder.authorizationList(authorizations);
    }
    price(builder, type, baseFee);
    long needed =
        Math.max(
            IntrinsicGas.of(action.to(), action.data(), accessList, authorizations.size()),
            IntrinsicGas.floor(action.data()));
    boolean tooLittle = chance.percent(1);
    return builder.gasLimit(tooLittle ? needed - 1 : needed + extraGas).sign(sender);
  }

  private void price(TransactionBuilder builder, int type, U256 baseFee) {
    U256 tip = U256.of(chance.oneOf(0, 0, 1, 7, 1_000_000));
    U256 most = baseFee.add(U256.of(chance.oneOf(0, 1, 5, 2_000_000)));
    if (type < 2) {
      builder.gasPrice(most);
    } else {
      builder.maxFeePerGas(most).maxPriorityFeePerGas(tip.min(most));
    }
  }

  private List<AccessListEntry> accessList() {
    List<AccessListEntry> entries = new ArrayList<>();
    for (int i = chance.below(4); i > 0; i--) {
      List<U256> keys = new ArrayList<>();
      for (int key = chance.below(4); key > 0; key--) {
        keys.add(U256.of(chance.below(4)));
      }
      entries.add(
          new AccessListEntry(chance.percent(85) ? chance.oneOf(setup.targets()) : anyone(), keys));
    }
    return entries;
  }

  /// The authorities are accounts that exist: anvil grants the refund for an existing account to
  /// one that nobody has ever seen, too (EIP-7702, behaviour, step 7, grants it for accounts in the
  /// trie).
  private List<Authorization> authorizations(StateReader state, PrivateKey sender, long nonce) {
    List<Authorization> authorizations = new ArrayList<>();
    for (int i = chance.between(1, 3); i > 0; i--) {
      PrivateKey authority = chance.percent(25) ? sender : chance.oneOf(setup.senders());
      long due =
          authority.address().equals(sender.address())
              ? nonce + 1
              : nonce(state, authority.address());
      U256 chain = chance.oneOf(List.of(CHAIN_ID, CHAIN_ID, U256.ZERO, U256.ONE));
      long stated = chance.percent(85) ? due : due + chance.oneOf(1, 2, 100);
      Address delegate =
          switch (chance.below(8)) {
            case 0 -> Address.ZERO;
            case 1 -> Address.fromHex("0x0000000000000000000000000000000000000004");
            case 2 -> anyone();
            default -> chance.oneOf(setup.targets());
          };
      authorizations.add(Authorization.sign(chain, delegate, stated, authority));
    }
    return authorizations;
  }

  private static long nonce(StateReader state, Address address) {
    Account account = state.account(address);
    return account == null ? 0 : account.nonce();
  }
}
