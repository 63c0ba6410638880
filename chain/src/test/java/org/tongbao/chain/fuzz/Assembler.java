package org.tongbao.chain.fuzz;

import java.math.BigInteger;
import java.util.Arrays;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// Writes bytecode.
final class Assembler {

  private byte[] code = new byte[256];
  private int size;

  int size() {
    return size;
  }

  Assembler op(int... opcodes) {
    for (int opcode : opcodes) {
      write(opcode);
    }
    return this;
  }

  /// The shortest push of a value.
  Assembler push(U256 value) {
    byte[] bytes = value.isZero() ? new byte[0] : value.toMinimalArray();
    op(Op.PUSH0 + bytes.length);
    return raw(Bytes.wrap(bytes));
  }

  Assembler push(long value) {
    return push(U256.of(value));
  }

  Assembler push(Address address) {
    return push(U256.of(new BigInteger(1, address.toArray())));
  }

  Assembler raw(Bytes bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      write(bytes.get(i));
    }
    return this;
  }

  /// A PUSH2 whose value is not known yet; gives where it stands, for [#patch].
  int pushLater() {
    op(Op.PUSH2, 0, 0);
    return size - 2;
  }

  void patch(int at, int value) {
    code[at] = (byte) (value >>> 8);
    code[at + 1] = (byte) value;
  }

  Bytes toBytes() {
    return Bytes.copyOf(code, 0, size);
  }

  private void write(int value) {
    if (size == code.length) {
      code = Arrays.copyOf(code, 2 * size);
    }
    code[size++] = (byte) value;
  }
}
