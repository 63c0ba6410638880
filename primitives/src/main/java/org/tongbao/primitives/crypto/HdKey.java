package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;

/// A key in the tree of a hierarchical deterministic wallet (BIP-32), with its private key or, once
/// neutered, without. Immutable and thread-safe; shows no secret but through `toXprv`.
public final class HdKey {
  /// The place of Ethereum accounts (BIP-44); the account's number follows.
  public static final String ETHEREUM_PATH = "m/44'/60'/0'/0/";

  private static final int HARDENED = 0x8000_0000;
  private static final int XPRV = 0x0488ade4;
  private static final int XPUB = 0x0488b21e;
  private static final int SERIALIZED_SIZE = 78;

  private final int depth;
  private final int parentFingerprint;
  private final int number;
  private final byte[] chainCode;
  private final byte[] publicKey;
  private final @Nullable PrivateKey privateKey;

  private HdKey(
      int depth,
      int parentFingerprint,
      int number,
      byte[] chainCode,
      byte[] publicKey,
      @Nullable PrivateKey privateKey) {
    this.depth = depth;
    this.parentFingerprint = parentFingerprint;
    this.number = number;
    this.chainCode = chainCode;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /// The root of a wallet, from 16 to 64 bytes of seed.
  public static HdKey ofSeed(byte[] seed) {
    if (seed.length < 16 || seed.length > 64) {
      throw new IllegalArgumentException("a seed has 16 to 64 bytes, not " + seed.length);
    }
    byte[] digest = hmacSha512("Bitcoin seed".getBytes(US_ASCII), seed);
    PrivateKey key = PrivateKey.of(Arrays.copyOf(digest, 32));
    return new HdKey(0, 0, 0, Arrays.copyOfRange(digest, 32, 64), key.publicKey(), key);
  }

  /// Reads an `xprv…` or `xpub…`.
  ///
  /// @throws IllegalArgumentException when it is none; the text is not quoted
  public static HdKey parse(String serialized) {
    byte[] bytes = Base58Check.decode(serialized, SERIALIZED_SIZE);
    if (bytes == null) {
      throw new IllegalArgumentException("not an extended key: wrong size or checksum");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int version = in.getInt();
    int depth = in.get() & 0xff;
    int parentFingerprint = in.getInt();
    int number = in.getInt();
    if (depth == 0 && (parentFingerprint != 0 || number != 0)) {
      throw new IllegalArgumentException("an extended key of depth 0 with a parent or a number");
    }
    byte[] chainCode = new byte[32];
    in.get(chainCode);
    byte[] key = new byte[33];
    in.get(key);
    PrivateKey privateKey = version == XPRV ? readPrivateKey(key) : null;
    byte[] publicKey = privateKey != null ? privateKey.publicKey() : readPublicKey(version, key);
    return new HdKey(depth, parentFingerprint, number, chainCode, publicKey, privateKey);
  }

  /// The key at a path below this one, such as `m/44'/60'/0'/0/0` from the root or `0/5` from
  /// anywhere. `'` or `h` marks a hardened step.
  public HdKey derive(String path) {
    HdKey key = this;
    String[] steps = path.split("/", -1);
    boolean absolute = steps[0].equals("m");
    if (absolute && depth != 0) {
      throw new IllegalArgumentException(path + " starts at the root, this key is at " + depth);
    }
    for (int i = absolute ? 1 : 0; i < steps.length; i++) {
      key = key.child(childNumber(steps[i], path));
    }
    return key;
  }

  /// CKDpriv or CKDpub of BIP-32. Once in 2¹²⁷ a number has no key; the next one is to be taken.
  private HdKey child(int childNumber) {
    if (depth == 0xff) {
      throw new IllegalStateException("a key of depth 255 has no children");
    }
    byte[] digest = hmacSha512(chainCode, childInput(childNumber));
    byte[] tweak = Arrays.copyOf(digest, 32);
    byte[] childChainCode = Arrays.copyOfRange(digest, 32, 64);
    PrivateKey childKey = privateKey == null ? null : privateKey.add(tweak);
    byte[] childPublicKey =
        childKey != null
            ? childKey.publicKey()
            : privateKey == null ? Secp256k1.ENGINE.addToPublicKey(publicKey, tweak) : null;
    if (childPublicKey == null) {
      throw new IllegalStateException("no key with the number " + childNumber);
    }
    return new HdKey(
        depth + 1, fingerprint(), childNumber, childChainCode, childPublicKey, childKey);
  }

  private byte[] childInput(int childNumber) {
    ByteBuffer input = ByteBuffer.allocate(37);
    if (childNumber < 0) {
      input.put((byte) 0).put(requirePrivateKey().exportSecret());
    } else {
      input.put(Secp256k1.compress(publicKey));
    }
    return input.putInt(childNumber).array();
  }

  /// The same key without its secret: it still derives the addresses of normal children.
  public HdKey neuter() {
    return new HdKey(depth, parentFingerprint, number, chainCode, publicKey, null);
  }

  public boolean hasPrivateKey() {
    return privateKey != null;
  }

  /// @throws IllegalStateException when the key was neutered
  public PrivateKey privateKey() {
    return requirePrivateKey();
  }

  /// 64 bytes, `x ‖ y`.
  public byte[] publicKey() {
    return publicKey.clone();
  }

  public Address address() {
    return Secp256k1.address(publicKey);
  }

  /// The serialisation with the private key: as secret as a seed.
  public String toXprv() {
    ByteBuffer key = ByteBuffer.allocate(33).put((byte) 0);
    return serialize(XPRV, key.put(requirePrivateKey().exportSecret()).array());
  }

  /// The serialisation with the public key. Not for strangers: with it and one normal child's
  /// private key the parent's can be computed.
  public String toXpub() {
    return serialize(XPUB, Secp256k1.compress(publicKey));
  }

  private String serialize(int version, byte[] key) {
    ByteBuffer out = ByteBuffer.allocate(SERIALIZED_SIZE);
    out.putInt(version).put((byte) depth).putInt(parentFingerprint).putInt(number);
    return Base58Check.encode(out.put(chainCode).put(key).array());
  }

  private PrivateKey requirePrivateKey() {
    if (privateKey == null) {
      throw new IllegalStateException("a neutered key has no private key and no hardened child");
    }
    return privateKey;
  }

  /// The first four bytes of RIPEMD-160(SHA-256(compressed public key)).
  private int fingerprint() {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(Secp256k1.compress(publicKey));
      RIPEMD160Digest ripemd = new RIPEMD160Digest();
      ripemd.update(sha, 0, sha.length);
      byte[] identifier = new byte[20];
      ripemd.doFinal(identifier, 0);
      return ByteBuffer.wrap(identifier).getInt();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int childNumber(String step, String path) {
    boolean hardened = step.endsWith("'") || step.endsWith("h");
    String digits = hardened ? step.substring(0, step.length() - 1) : step;
    if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a derivation path: " + path);
    }
    int number = Integer.parseInt(digits);
    return hardened ? number | HARDENED : number;
  }

  private static PrivateKey readPrivateKey(byte[] key) {
    if (key[0] != 0) {
      throw new IllegalArgumentException("an xprv without a private key");
    }
    return PrivateKey.of(Arrays.copyOfRange(key, 1, 33));
  }

  private static byte[] readPublicKey(int version, byte[] key) {
    byte[] publicKey = version == XPUB ? Secp256k1.decompress(key) : null;
    if (publicKey == null) {
      throw new IllegalArgumentException("neither an xprv nor an xpub with a public key");
    }
    return publicKey;
  }

  private static byte[] hmacSha512(byte[] key, byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      return mac.doFinal(input);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "HdKey[depth=" + depth + ", address=" + address() + "]";
  }
}
