package org.tongbao.chain.block;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// The header of a block: the 21 fields of an Osaka header (Yellow Paper §4.3, EIP-1559, EIP-4895,
/// EIP-4844, EIP-4788, EIP-7685), so that every Ethereum tool parses it. Immutable; built with a
/// [Builder]. Numbers, gas and time are unsigned 64-bit.
public final class BlockHeader {
  /// SHA-256 of nothing: the requests hash of a block without requests (EIP-7685).
  public static final Hash EMPTY_REQUESTS_HASH =
      Hash.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private final Builder fields;
  private @Nullable Bytes encoded;
  private @Nullable Hash hash;

  private BlockHeader(Builder fields) {
    this.fields = fields;
  }

  public Hash parentHash() {
    return fields.parentHash;
  }

  public Hash ommersHash() {
    return fields.ommersHash;
  }

  public Address coinbase() {
    return fields.coinbase;
  }

  public Hash stateRoot() {
    return fields.stateRoot;
  }

  public Hash transactionsRoot() {
    return fields.transactionsRoot;
  }

  public Hash receiptsRoot() {
    return fields.receiptsRoot;
  }

  public Bloom logsBloom() {
    return fields.logsBloom;
  }

  public U256 difficulty() {
    return fields.difficulty;
  }

  public long number() {
    return fields.number;
  }

  public long gasLimit() {
    return fields.gasLimit;
  }

  public long gasUsed() {
    return fields.gasUsed;
  }

  /// Seconds since 1970.
  public long timestamp() {
    return fields.timestamp;
  }

  public Bytes extraData() {
    return fields.extraData;
  }

  /// What opcode PREVRANDAO gives (EIP-4399).
  public Hash mixHash() {
    return fields.mixHash;
  }

  /// The eight bytes of the proof-of-work nonce field, zero on this chain.
  public Bytes nonce() {
    return fields.nonce;
  }

  public U256 baseFeePerGas() {
    return fields.baseFeePerGas;
  }

  public Hash withdrawalsRoot() {
    return fields.withdrawalsRoot;
  }

  public long blobGasUsed() {
    return fields.blobGasUsed;
  }

  public long excessBlobGas() {
    return fields.excessBlobGas;
  }

  public Hash parentBeaconBlockRoot() {
    return fields.parentBeaconBlockRoot;
  }

  public Hash requestsHash() {
    return fields.requestsHash;
  }

  /// keccak256 of [#encoded()]: the block's hash. Computed once.
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Keccak256.hash(encoded().unsafeArray());
      hash = known;
    }
    return known;
  }

  /// The RLP list of the 21 fields. Computed once.
  public Bytes encoded() {
    Bytes known = encoded;
    if (known == null) {
      RlpWriter out = new RlpWriter();
      fields.writeTo(out);
      known = Bytes.wrap(out.toByteArray());
      encoded = known;
    }
    return known;
  }

  /// Reads one header.
  ///
  /// @throws org.tongbao.primitives.RlpException when it is not canonical or not of 21 fields
  public static BlockHeader decode(Bytes encoded) {
    RlpReader in = RlpReader.of(encoded);
    BlockHeader header = read(in);
    in.end();
    return header;
  }

  static BlockHeader read(RlpReader in) {
    return Builder.read(in.list()).build();
  }

  /// A builder that holds this header's fields.
  public Builder toBuilder() {
    return fields.copy();
  }

  /// A builder with empty ommers, withdrawals, requests and blobs, zero nonce and beacon root.
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockHeader header && hash().equals(header.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "BlockHeader[" + Long.toUnsignedString(number()) + ", " + hash() + "]";
  }

  /// Collects the fields of a header. Not thread-safe.
  public static final class Builder {
    private static final Bytes ZERO_NONCE = Bytes.wrap(new byte[8]);

    private Hash parentHash = Hash.ZERO;
    private Hash ommersHash = Hash.EMPTY_LIST_KECCAK;
    private Address coinbase = Address.ZERO;
    private Hash stateRoot = Hash.EMPTY_TRIE_ROOT;
    private Hash transactionsRoot = Hash.EMPTY_TRIE_ROOT;
    private Hash receiptsRoot = Hash.EMPTY_TRIE_ROOT;
    private Bloom logsBloom = Bloom.EMPTY;
    private U256 difficulty = U256.ZERO;
    private long number;
    private long gasLimit;
    private long gasUsed;
    private long timestamp;
    private Bytes extraData = Bytes.EMPTY;
    private Hash mixHash = Hash.ZERO;
    private Bytes nonce = ZERO_NONCE;
    private U256 baseFeePerGas = U256.ZERO;
    private Hash withdrawalsRoot = Hash.EMPTY_TRIE_ROOT;
    private long blobGasUsed;
    private long excessBlobGas;
    private Hash parentBeaconBlockRoot = Hash.ZERO;
    private Hash requestsHash = EMPTY_REQUESTS_HASH;

    private Builder() {}

    public Builder parentHash(Hash value) {
      parentHash = value;
      return this;
    }

    public Builder ommersHash(Hash value) {
      ommersHash = value;
      return this;
    }

    public Builder coinbase(Address value) {
      coinbase = value;
      return this;
    }

    public Builder stateRoot(Hash value) {
      stateRoot = value;
      return this;
    }

    public Builder transactionsRoot(Hash value) {
      transactionsRoot = value;
      return this;
    }

    public Builder receiptsRoot(Hash value) {
      receiptsRoot = value;
      return this;
    }

    public Builder logsBloom(Bloom value) {
      logsBloom = value;
      return this;
    }

    public Builder difficulty(U256 value) {
      difficulty = value;
      return this;
    }

    public Builder number(long value) {
      number = value;
      return this;
    }

    public Builder gasLimit(long value) {
      gasLimit = value;
      return this;
    }

    public Builder gasUsed(long value) {
      gasUsed = value;
      return this;
    }

    public Builder timestamp(long value) {
      timestamp = value;
      return this;
    }

    public Builder extraData(Bytes value) {
      extraData = value;
      return this;
    }

    public Builder mixHash(Hash value) {
      mixHash = value;
      return this;
    }

    public Builder nonce(Bytes value) {
      if (value.size() != ZERO_NONCE.size()) {
        throw new IllegalArgumentException("a header nonce has 8 bytes, not " + value.size());
      }
      nonce = value;
      return this;
    }

    public Builder baseFeePerGas(U256 value) {
      baseFeePerGas = value;
      return this;
    }

    public Builder withdrawalsRoot(Hash value) {
      withdrawalsRoot = value;
      return this;
    }

    public Builder blobGasUsed(long value) {
      blobGasUsed = value;
      return this;
    }

    public Builder excessBlobGas(long value) {
      excessBlobGas = value;
      return this;
    }

    public Builder parentBeaconBlockRoot(Hash value) {
      parentBeaconBlockRoot = value;
      return this;
    }

    public Builder requestsHash(Hash value) {
      requestsHash = value;
      return this;
    }

    /// The header; later changes of this builder do not reach it.
    public BlockHeader build() {
      return new BlockHeader(copy());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.parentHash = parentHash;
      copy.ommersHash = ommersHash;
      copy.coinbase = coinbase;
      copy.stateRoot = stateRoot;
      copy.transactionsRoot = transactionsRoot;
      copy.receiptsRoot = receiptsRoot;
      copy.logsBloom = logsBloom;
      copy.difficulty = difficulty;
      copy.number = number;
      copy.gasLimit = gasLimit;
      copy.gasUsed = gasUsed;
      copy.timestamp = timestamp;
      copy.extraData = extraData;
      copy.mixHash = mixHash;
      copy.nonce = nonce;
      copy.baseFeePerGas = baseFeePerGas;
      copy.withdrawalsRoot = withdrawalsRoot;
      copy.blobGasUsed = blobGasUsed;
      copy.excessBlobGas = excessBlobGas;
      copy.parentBeaconBlockRoot = parentBeaconBlockRoot;
      copy.requestsHash = requestsHash;
      return copy;
    }

    private void writeTo(RlpWriter out) {
      out.beginList();
      out.hash(parentHash);
      out.hash(ommersHash);
      out.address(coinbase);
      out.hash(stateRoot);
      out.hash(transactionsRoot);
      out.hash(receiptsRoot);
      out.bytes(logsBloom.toBytes());
      out.u256(difficulty);
      out.uint(number);
      out.uint(gasLimit);
      out.uint(gasUsed);
      out.uint(timestamp);
      out.bytes(extraData);
      out.hash(mixHash);
      out.bytes(nonce);
      out.u256(baseFeePerGas);
      out.hash(withdrawalsRoot);
      out.uint(blobGasUsed);
      out.uint(excessBlobGas);
      out.hash(parentBeaconBlockRoot);
      out.hash(requestsHash);
      out.endList();
    }

    private static Builder read(RlpReader in) {
      Builder header =
          new Builder()
              .parentHash(in.hash())
              .ommersHash(in.hash())
              .coinbase(in.address())
              .stateRoot(in.hash())
              .transactionsRoot(in.hash())
              .receiptsRoot(in.hash())
              .logsBloom(Bloom.of(in.bytes(Bloom.SIZE)))
              .difficulty(in.u256())
              .number(in.uint64())
              .gasLimit(in.uint64())
              .gasUsed(in.uint64())
              .timestamp(in.uint64())
              .extraData(in.bytes())
              .mixHash(in.hash())
              .nonce(in.bytes(ZERO_NONCE.size()))
              .baseFeePerGas(in.u256())
              .withdrawalsRoot(in.hash())
              .blobGasUsed(in.uint64())
              .excessBlobGas(in.uint64())
              .parentBeaconBlockRoot(in.hash())
              .requestsHash(in.hash());
      in.end();
      return header;
    }
  }
}
