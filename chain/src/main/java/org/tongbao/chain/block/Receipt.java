package org.tongbao.chain.block;

import java.util.List;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;

/// What a transaction left behind (EIP-658, EIP-2718).
///
/// @param type the transaction's type, 0 to 4
/// @param succeeded false when the outermost call was reverted or halted
/// @param cumulativeGasUsed gas of the block up to and including this transaction, unsigned
/// @param bloom the filter of `logs`
public record Receipt(
    int type, boolean succeeded, long cumulativeGasUsed, Bloom bloom, List<Log> logs) {
  private static final int MAX_TYPE = 4;

  public Receipt {
    if (type < 0 || type > MAX_TYPE) {
      throw new IllegalArgumentException("unknown receipt type " + type);
    }
    logs = List.copyOf(logs);
  }

  /// A receipt whose bloom filter is computed from `logs`.
  public static Receipt of(int type, boolean succeeded, long cumulativeGasUsed, List<Log> logs) {
    return new Receipt(type, succeeded, cumulativeGasUsed, Bloom.of(logs), logs);
  }

  /// The consensus encoding, as it goes into the receipts trie: for types other than 0 the type
  /// byte and then the list.
  public Bytes encoded() {
    RlpWriter out = new RlpWriter();
    out.beginList();
    out.uint(succeeded ? 1 : 0);
    out.uint(cumulativeGasUsed);
    out.bytes(bloom.toBytes());
    out.beginList();
    logs.forEach(log -> log.writeTo(out));
    out.endList();
    out.endList();
    byte[] list = out.toByteArray();
    return type == 0 ? Bytes.wrap(list) : Bytes.wrap((byte) type).concat(Bytes.wrap(list));
  }

  /// Reads what [#encoded()] wrote; the bloom filter must be that of the logs.
  ///
  /// @throws RlpException when it is not a canonical receipt
  public static Receipt decode(Bytes encoded) {
    if (encoded.isEmpty()) {
      throw new RlpException("an empty receipt", 0);
    }
    int first = encoded.get(0) & 0xff;
    boolean typed = first <= MAX_TYPE;
    if ((typed && first == 0) || (!typed && first < 0xc0)) {
      throw new RlpException("unknown receipt type " + first, 0);
    }
    RlpReader in = RlpReader.of(typed ? encoded.slice(1, encoded.size() - 1) : encoded);
    Receipt receipt = read(in, typed ? first : 0);
    in.end();
    return receipt;
  }

  private static Receipt read(RlpReader in, int type) {
    RlpReader fields = in.list();
    long status = fields.uint64();
    if (status != 0 && status != 1) {
      throw new RlpException(
          "receipt status %s instead of 0 or 1".formatted(Long.toUnsignedString(status)),
          in.offset());
    }
    long cumulativeGasUsed = fields.uint64();
    Bloom bloom = Bloom.of(fields.bytes(Bloom.SIZE));
    List<Log> logs = RlpItems.readAll(fields.list(), Log::read);
    fields.end();
    if (!bloom.equals(Bloom.of(logs))) {
      throw new RlpException(
          "a receipt whose bloom filter is not that of its logs ending", in.offset());
    }
    return new Receipt(type, status == 1, cumulativeGasUsed, bloom, logs);
  }
}
