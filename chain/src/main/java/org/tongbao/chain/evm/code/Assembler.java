package org.tongbao.chain.evm.code;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// Turns mnemonics into code: `PUSH1 2 PUSH 0xff ADD`. PUSH takes the size its number needs;
/// `loop:` marks a JUMPDEST, and `@loop` pushes its position in two bytes. Words are separated by
/// white space; `//` begins a comment.
public final class Assembler {
  /// The immediate size of PUSH without a number: what its operand needs.
  private static final int FITTING = -1;

  private static final Map<String, Instruction> BY_MNEMONIC = new HashMap<>();

  static {
    Instruction.ALL.forEach(each -> BY_MNEMONIC.put(each.mnemonic(), each));
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<Integer, String> references = new HashMap<>();

  private Assembler() {}

  /// The code of an assembly text.
  ///
  /// @throws IllegalArgumentException naming the word that is wrong
  public static Bytes assemble(String text) {
    Assembler assembler = new Assembler();
    String[] words = text.replaceAll("//[^\n]*", " ").strip().split("\\s+", -1);
    int at = 0;
    while (at < words.length && !words[at].isEmpty()) {
      at = assembler.next(words, at);
    }
    return assembler.resolve();
  }

  private int next(String[] words, int at) {
    String word = words[at];
    if (word.endsWith(":")) {
      labels.put(word.substring(0, word.length() - 1), out.size());
      out.write(Op.JUMPDEST);
      return at + 1;
    }
    if (word.startsWith("@")) {
      out.write(Op.PUSH2);
      references.put(out.size(), word.substring(1));
      out.writeBytes(new byte[2]);
      return at + 1;
    }
    String mnemonic = word.toUpperCase(Locale.ROOT);
    int size = FITTING;
    if (!mnemonic.equals("PUSH")) {
      int opcode = opcode(word, mnemonic);
      size = Instruction.immediateSize(opcode);
      if (size == 0) {
        out.write(opcode);
        return at + 1;
      }
    }
    if (at + 1 == words.length) {
      throw new IllegalArgumentException("no number after " + word);
    }
    push(words[at + 1], size);
    return at + 2;
  }

  private static int opcode(String word, String mnemonic) {
    @Nullable Instruction instruction = BY_MNEMONIC.get(mnemonic);
    if (instruction == null) {
      throw new IllegalArgumentException("no such instruction: " + word);
    }
    return instruction.opcode();
  }

  private void push(String word, int size) {
    BigInteger value = number(word);
    int needed = (value.bitLength() + 7) / 8;
    int bytes = size == FITTING ? needed : size;
    if (value.signum() < 0 || needed > Math.min(bytes, 32)) {
      throw new IllegalArgumentException("number does not fit: " + word);
    }
    out.write(Op.PUSH0 + bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(value.shiftRight(8 * i).intValue());
    }
  }

  private static BigInteger number(String word) {
    try {
      return word.startsWith("0x")
          ? new BigInteger(word.substring(2), 16)
          : new BigInteger(word, 10);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no number: " + word, e);
    }
  }

  private Bytes resolve() {
    byte[] code = out.toByteArray();
    references.forEach(
        (at, label) -> {
          @Nullable Integer target = labels.get(label);
          if (target == null) {
            throw new IllegalArgumentException("no such label: " + label);
          }
          code[at] = (byte) (target >> 8);
          code[at + 1] = target.byteValue();
        });
    return Bytes.wrap(code);
  }
}
