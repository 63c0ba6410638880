package org.tongbao.chain.pow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// A block of a public merge-mined chain, as `auxpow-blocks.txt` has it.
record MergeMinedBlock(String coin, int height, Hash hash, Bytes header, Bytes seal) {
  static List<MergeMinedBlock> all() {
    return lines("auxpow-blocks.txt").stream().map(MergeMinedBlock::parse).toList();
  }

  static List<String> lines(String resource) {
    try (InputStream in = MergeMinedBlock.class.getResourceAsStream(resource)) {
      byte[] text = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MergeMinedBlock parse(String line) {
    List<String> words = List.of(line.split(" "));
    Bytes whole = Bytes.fromHex("0x" + words.get(3));
    return new MergeMinedBlock(
        words.get(0),
        Integer.parseInt(words.get(1)),
        Hash.fromHex("0x" + words.get(2)),
        whole.slice(0, ParentHeader.SIZE),
        whole.slice(ParentHeader.SIZE, whole.size() - ParentHeader.SIZE));
  }

  SealRules rules() {
    SealHash hash = coin.equals("dogecoin") ? SealHash.SCRYPT : SealHash.SHA256D;
    return new SealRules(hash, new ParentHeader(header).chainId());
  }

  U256 target() {
    int bits = 0;
    for (int i = 3; i >= 0; i--) {
      bits = bits << 8 | (header.get(72 + i) & 0xff);
    }
    return Target.ofCompact(bits);
  }

  @Override
  public String toString() {
    return coin + " " + height;
  }
}
