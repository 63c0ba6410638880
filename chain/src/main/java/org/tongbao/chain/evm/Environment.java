package org.tongbao.chain.evm;

import org.tongbao.chain.evm.code.Op;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Words;

/// What code can see of its message, of other accounts, of the transaction and the block (Yellow
/// Paper appendix H.2, 30s and 40s).
final class Environment {
  private Environment() {}

  /// Pushes a word about the transaction or the block. BASEFEE is EIP-3198, PREVRANDAO EIP-4399,
  /// BLOBBASEFEE EIP-7516.
  static void push(int op, Frame f, long[] s, int at) {
    BlockContext block = f.evm.block;
    switch (op) {
      case Op.ORIGIN -> f.evm.tx.origin().toWord(s, at);
      case Op.GASPRICE -> f.evm.tx.gasPrice().toWord(s, at);
      case Op.COINBASE -> block.coinbase().toWord(s, at);
      case Op.TIMESTAMP -> Words.set(s, at, block.timestamp());
      case Op.NUMBER -> Words.set(s, at, block.number());
      case Op.PREVRANDAO -> block.prevRandao().toWord(s, at);
      case Op.GASLIMIT -> Words.set(s, at, block.gasLimit());
      case Op.CHAINID -> block.chainId().toWord(s, at);
      case Op.SELFBALANCE -> f.self.balance().toWord(s, at);
      case Op.BASEFEE -> block.baseFee().toWord(s, at);
      case Op.BLOBBASEFEE -> block.blobBaseFee().toWord(s, at);
      default -> throw new IllegalStateException("no such instruction: " + op);
    }
  }

  /// BLOCKHASH of one of the 256 blocks before, BLOBHASH by index (EIP-4844); zero for others.
  static void hashAt(int op, Frame f, long[] s, int at) {
    boolean high = (s[at + 1] | s[at + 2] | s[at + 3]) != 0 || s[at] < 0;
    long index = high ? Long.MAX_VALUE : s[at];
    hash(op, f, index).toWord(s, at);
  }

  private static Hash hash(int op, Frame f, long index) {
    if (op == Op.BLOBHASH) {
      return index < f.evm.tx.blobHashes().size()
          ? f.evm.tx.blobHashes().get((int) index)
          : Hash.ZERO;
    }
    long age = f.evm.block.number() - index;
    return age >= 1 && age <= 256 ? f.evm.block.blockHashes().of(index) : Hash.ZERO;
  }

  static void callDataLoad(Frame f, long[] s, int top) {
    int from = Copying.clamp(s, top, f.inputSize);
    int available = f.inputSize - from;
    if (available >= 32) {
      Words.load(f.input, f.inputOffset + from, s, top);
      return;
    }
    byte[] padded = new byte[32];
    System.arraycopy(f.input, f.inputOffset + from, padded, 0, available);
    Words.load(padded, 0, s, top);
  }

  /// BALANCE, EXTCODESIZE, EXTCODEHASH (EIP-1052). Of a delegating account (EIP-7702) the last two
  /// see the designator.
  static long ofAccount(int op, Frame f, long[] s, int top, long gas) {
    MutableAccount account = f.evm.world.account(s, top);
    long left = payAccess(account, gas);
    if (left < 0) {
      return left;
    }
    switch (op) {
      case Op.BALANCE -> account.balance().toWord(s, top);
      case Op.EXTCODESIZE -> Words.set(s, top, account.code().size());
      default -> {
        if (account.isEmpty()) {
          U256.ZERO.toWord(s, top);
        } else {
          account.codeHash().toWord(s, top);
        }
      }
    }
    return left;
  }

  /// Charges what a cold account costs more than a warm one, and warms it (EIP-2929).
  static long payAccess(MutableAccount account, long gas) {
    long left = account.warm() ? gas - (Gas.COLD_ACCOUNT - Gas.WARM_ACCESS) : gas;
    return left < 0 ? Halts.OUT_OF_GAS : left;
  }
}
