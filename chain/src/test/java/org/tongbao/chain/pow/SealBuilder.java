package org.tongbao.chain.pow;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// Builds merge-mined seals from the published description alone, with its own Merkle tree and slot
/// computation, so that it can disagree with the code under test. Each part can be spoiled.
final class SealBuilder {
  static final Hash BLOCK =
      Hash.fromHex("0x00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef");
  static final int OUR_CHAIN = 0x5442;

  String magic = "fabe6d6d";
  String before = "03a1b2c3";
  String between = "";
  String after = "";
  int nonce = 7;
  int height = 3;
  int sizeOffset;
  int slotOffset;
  int coinbaseIndex;
  int parentVersion = 0x2000_0000;
  boolean spoilMerkleRoot;
  boolean dropSizeAndNonce;
  boolean dropRoot;

  static SealBuilder aSeal() {
    return new SealBuilder();
  }

  AuxPow build() {
    int slot = slot(nonce, OUR_CHAIN, height) + slotOffset & ((1 << height) - 1);
    List<byte[]> level = new ArrayList<>();
    for (int i = 0; i < 1 << height; i++) {
      level.add(i == slot ? reverse(BLOCK.toArray()) : filler(i));
    }
    List<Hash> branch = new ArrayList<>();
    int at = slot;
    while (level.size() > 1) {
      branch.add(Hash.of(level.get(at ^ 1)));
      List<byte[]> up = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        up.add(twice(join(level.get(i), level.get(i + 1))));
      }
      level = up;
      at /= 2;
    }
    byte[] coinbase = coinbase(reverse(level.getFirst()));
    byte[] sibling = filler(99);
    byte[] root = twice(join(twice(coinbase), sibling));
    if (spoilMerkleRoot) {
      root[0] ^= 1;
    }
    ByteArrayOutputStream seal = new ByteArrayOutputStream();
    seal.writeBytes(coinbase);
    seal.writeBytes(new byte[32]);
    seal.write(1);
    seal.writeBytes(sibling);
    seal.writeBytes(little(coinbaseIndex));
    seal.write(height);
    branch.forEach(each -> seal.writeBytes(each.toArray()));
    seal.writeBytes(little(slot));
    seal.writeBytes(little(parentVersion));
    seal.writeBytes(new byte[32]);
    seal.writeBytes(root);
    seal.writeBytes(new byte[12]);
    return AuxPow.decode(Bytes.wrap(seal.toByteArray()));
  }

  private byte[] coinbase(byte[] chainRoot) {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(hex(before));
    script.writeBytes(hex(magic));
    script.writeBytes(hex(between));
    if (!dropRoot) {
      script.writeBytes(chainRoot);
    }
    if (!dropSizeAndNonce) {
      script.writeBytes(little((1 << height) + sizeOffset));
      script.writeBytes(little(nonce));
    }
    script.writeBytes(hex(after));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(little(2));
    out.write(1);
    out.writeBytes(new byte[32]);
    out.writeBytes(little(-1));
    out.write(script.size());
    out.writeBytes(script.toByteArray());
    out.writeBytes(little(0));
    out.write(1);
    out.writeBytes(new byte[8]);
    out.write(2);
    out.writeBytes(new byte[] {0x51, 0x51});
    out.writeBytes(little(0));
    return out.toByteArray();
  }

  /// The slot in 64-bit arithmetic, reduced at the end: the result is the same as with wrapping.
  static int slot(int nonce, int chainId, int height) {
    long random = (Integer.toUnsignedLong(nonce) * 1103515245L + 12345L) % (1L << 32);
    random = (random + chainId) % (1L << 32);
    random = (random * 1103515245L + 12345L) % (1L << 32);
    return (int) (random % (1L << height));
  }

  private static byte[] filler(int i) {
    return twice(new byte[] {(byte) i});
  }

  private static byte[] join(byte[] left, byte[] right) {
    return Bytes.wrap(left).concat(Bytes.wrap(right)).toArray();
  }

  private static byte[] twice(byte[] data) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return sha.digest(sha.digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] reverse(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - 1 - i] = bytes[i];
    }
    return reversed;
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  private static byte[] hex(String digits) {
    return Bytes.fromHex("0x" + digits).toArray();
  }
}
