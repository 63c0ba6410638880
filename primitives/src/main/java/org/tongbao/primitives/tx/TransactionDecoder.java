package org.tongbao.primitives.tx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;

/// Reads transactions, accepting exactly what [TransactionEncoder] writes.
final class TransactionDecoder {
  private static final int MAX_TYPE = 4;
  private static final U256 V_EVEN = U256.of(27);
  private static final U256 V_ODD = U256.of(28);
  private static final U256 V_WITH_CHAIN_ID = U256.of(35);

  /// The fields of each type with the signature.
  private static final int[] FIELDS = {9, 11, 12, 14, 13};

  private final Bytes encoded;
  private final int type;
  private final RlpReader fields;

  private TransactionDecoder(Bytes encoded, int type, RlpReader fields) {
    this.encoded = encoded;
    this.type = type;
    this.fields = fields;
  }

  static Transaction decode(Bytes encoded) {
    return (Transaction) signed(encoded);
  }

  static Transaction decode(Bytes encoded, Address verifiedSender) {
    SignedTransaction transaction = signed(encoded);
    transaction.knowSender(verifiedSender);
    return (Transaction) transaction;
  }

  private static SignedTransaction signed(Bytes encoded) {
    int first = encoded.isEmpty() ? 0xc0 : encoded.get(0) & 0xff;
    boolean legacy = first >= 0xc0;
    if (!legacy && (first == 0 || first > MAX_TYPE)) {
      throw new TransactionException(
          TransactionError.TYPE_NOT_SUPPORTED, "type: 0x%02x is none of 1 to 4".formatted(first));
    }
    RlpReader items = RlpReader.of(encoded);
    if (!legacy) {
      items.skip(); // the type byte, which is an RLP item of its own
    }
    RlpReader fields = read("transaction", items, RlpReader::list);
    end("transaction", items);
    return new TransactionDecoder(encoded, legacy ? 0 : first, fields).transaction();
  }

  private SignedTransaction transaction() {
    requireFieldCount();
    U256 chainId = type == 0 ? null : u256("chainId");
    long nonce = uint64("nonce");
    U256 priorityFee = u256(type >= 2 ? "maxPriorityFeePerGas" : "gasPrice");
    U256 maxFee = type >= 2 ? u256("maxFeePerGas") : priorityFee;
    long gasLimit = uint64("gasLimit");
    Address to = read("to", fields, RlpReader::addressOrNull);
    U256 value = u256("value");
    Bytes data = read("data", fields, RlpReader::bytes);
    List<AccessListEntry> accessList =
        type == 0 ? List.of() : list("accessList", fields, TransactionDecoder::accessListEntry);
    U256 blobFee = type == 3 ? u256("maxFeePerBlobGas") : U256.ZERO;
    List<Hash> blobs = type == 3 ? list("blobVersionedHashes", fields, RlpReader::hash) : List.of();
    List<Authorization> authorizations =
        type == 4
            ? list("authorizationList", fields, TransactionDecoder::authorization)
            : List.of();
    U256 v = u256(type == 0 ? "v" : "yParity");
    if (type == 0) {
      chainId = chainIdOf(v);
    }
    Signature signature = new Signature(u256("r"), u256("s"), yParityOf(v));
    end("transaction", fields);
    return SignedTransaction.of(
        new UnsignedTransaction(
            type,
            chainId,
            nonce,
            priorityFee,
            maxFee,
            gasLimit,
            to,
            value,
            data,
            accessList,
            blobFee,
            blobs,
            authorizations),
        signature,
        encoded);
  }

  private void requireFieldCount() {
    if (type == 3 && fields.hasNext() && fields.nextIsList()) {
      throw new TransactionException(
          TransactionError.SIDECAR_NOT_ACCEPTED,
          "transaction: a blob transaction in its network form, with blobs");
    }
    int count = read("transaction", fields, RlpReader::remainingItems);
    if (count != FIELDS[type]) {
      throw new TransactionException(
          TransactionError.MALFORMED,
          "transaction: %d fields where type %d has %d".formatted(count, type, FIELDS[type]));
    }
  }

  private U256 u256(String name) {
    return read(name, fields, RlpReader::u256);
  }

  private long uint64(String name) {
    return read(name, fields, RlpReader::uint64);
  }

  /// EIP-155: 27 and 28 name no chain, 35 + 2·chainId + parity does.
  private static @Nullable U256 chainIdOf(U256 v) {
    if (v.compareTo(V_WITH_CHAIN_ID) >= 0) {
      return v.sub(V_WITH_CHAIN_ID).shr(1);
    }
    if (v.equals(V_EVEN) || v.equals(V_ODD)) {
      return null;
    }
    throw new TransactionException(
        TransactionError.SIGNATURE_OUT_OF_RANGE, "v: " + v + ", neither 27, 28 nor 35 or more");
  }

  private int yParityOf(U256 v) {
    if (type == 0) {
      return (int) (v.lowLong() & 1) ^ 1;
    }
    if (v.bitLength() > 1) {
      throw new TransactionException(
          TransactionError.SIGNATURE_OUT_OF_RANGE, "yParity: " + v + ", neither 0 nor 1");
    }
    return (int) v.lowLong();
  }

  private static AccessListEntry accessListEntry(RlpReader items) {
    RlpReader entry = items.list();
    Address address = entry.address();
    List<U256> keys = new ArrayList<>();
    for (RlpReader slots = entry.list(); slots.hasNext(); ) {
      keys.add(slots.hash().toU256());
    }
    entry.end();
    return new AccessListEntry(address, keys);
  }

  private static Authorization authorization(RlpReader items) {
    RlpReader entry = items.list();
    U256 chainId = entry.u256();
    Address address = entry.address();
    long nonce = entry.uint64();
    int start = entry.offset();
    long yParity = entry.uint64();
    if (Long.compareUnsigned(yParity, 0xff) > 0) {
      throw new RlpException("a parity over one byte", start);
    }
    Signature signature = new Signature(entry.u256(), entry.u256(), (int) yParity);
    entry.end();
    return new Authorization(chainId, address, nonce, signature);
  }

  private static <T> List<T> list(String name, RlpReader fields, Function<RlpReader, T> item) {
    return read(
        name,
        fields,
        reader -> {
          List<T> all = new ArrayList<>();
          for (RlpReader items = reader.list(); items.hasNext(); ) {
            all.add(item.apply(items));
          }
          return all;
        });
  }

  private static void end(String name, RlpReader reader) {
    try {
      reader.end();
    } catch (RlpException trailing) {
      throw malformed(name, trailing);
    }
  }

  private static <T extends @Nullable Object> T read(
      String name, RlpReader reader, Function<RlpReader, T> field) {
    try {
      return field.apply(reader);
    } catch (RlpException wrong) {
      throw malformed(name, wrong);
    }
  }

  private static TransactionException malformed(String name, RlpException cause) {
    return new TransactionException(
        TransactionError.MALFORMED, name + ": " + cause.getMessage(), cause);
  }
}
