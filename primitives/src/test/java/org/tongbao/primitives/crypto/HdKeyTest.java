package org.tongbao.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Hex;

class HdKeyTest {
  private static final HdKey ROOT = HdKey.ofSeed(Hex.decode("0x000102030405060708090a0b0c0d0e0f"));

  /// BIP-32, test vectors 1 to 4. The last two have keys with leading zero bytes.
  @ParameterizedTest
  @CsvFileSource(resources = "bip32-vectors.csv", numLinesToSkip = 1)
  void derivesAsTheStandard(String seed, String path, String xpub, String xprv) {
    HdKey key = HdKey.ofSeed(Hex.decode(seed)).derive(path);
    assertThat(key.toXprv()).isEqualTo(xprv);
    assertThat(key.toXpub()).isEqualTo(xpub);
    assertThat(key.neuter().toXpub()).isEqualTo(xpub);
    HdKey read = HdKey.parse(xprv);
    assertThat(read.toXprv()).isEqualTo(xprv);
    assertThat(read.privateKey()).isEqualTo(key.privateKey());
    assertThat(HdKey.parse(xpub).toXpub()).isEqualTo(xpub);
    assertThat(HdKey.parse(xpub).address()).isEqualTo(key.privateKey().address());
  }

  @Test
  void aNeuteredKeyDerivesTheSamePublicKeys() {
    HdKey account = ROOT.derive("m/44'/60'/0'");
    HdKey watching = HdKey.parse(account.toXpub());
    for (int i = 0; i < 20; i++) {
      assertThat(watching.derive("0/" + i).address()).isEqualTo(account.derive("0/" + i).address());
    }
    assertThat(watching.hasPrivateKey()).isFalse();
    assertThatIllegalStateException().isThrownBy(watching::privateKey);
    assertThatIllegalStateException().isThrownBy(watching::toXprv);
    assertThatIllegalStateException().isThrownBy(() -> watching.derive("0'"));
  }

  @Test
  void pathsMayBeRelative() {
    assertThat(ROOT.derive("44h/60h").derive("0h/0/7").toXprv())
        .isEqualTo(ROOT.derive("m/44'/60'/0'/0/7").toXprv());
    assertThatIllegalArgumentException().isThrownBy(() -> ROOT.derive("m/0").derive("m/0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "m/", "/0", "m//0", "m/2147483648", "m/-1", "m/0''", "M/0", "m/0x1", "m/ 0"})
  void refusesPathsThatAreNone(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> ROOT.derive(path));
  }

  @Test
  void refusesTextsThatAreNoKey() {
    String xprv = ROOT.toXprv();
    for (String text :
        new String[] {
          "",
          xprv.substring(1),
          xprv + "1",
          "1" + xprv,
          xprv.replace('9', '8'),
          "0OIl",
          "x".repeat(9_999)
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> HdKey.parse(text));
    }
  }

  /// The kinds of test vector 5, with right checksums.
  @Test
  void refusesKeysThatContradictThemselves() {
    refuses(true, bytes -> bytes[3] ^= 1); // no known version
    refuses(true, bytes -> bytes[4] = 0); // depth 0 with parent and number
    refuses(true, bytes -> bytes[45] = 1); // a private key with a prefix
    refuses(true, bytes -> bytes[45] = 2); // a public key in an xprv
    refuses(true, bytes -> Arrays.fill(bytes, 46, 78, (byte) 0)); // zero
    refuses(true, bytes -> Arrays.fill(bytes, 46, 78, (byte) 0xff)); // over the order
    refuses(false, bytes -> bytes[45] = 0); // a private key in an xpub
    refuses(false, bytes -> bytes[45] = 4); // uncompressed
    refuses(
        false,
        bytes -> {
          Arrays.fill(bytes, 46, 78, (byte) 0);
          bytes[77] = 5; // the x of no point
        });
  }

  private static void refuses(boolean isPrivate, Consumer<byte[]> change) {
    HdKey child = ROOT.derive("m/1");
    String good = isPrivate ? child.toXprv() : child.toXpub();
    byte[] bytes = Objects.requireNonNull(Base58Check.decode(good, 78));
    assertThat(Base58Check.encode(bytes)).isEqualTo(good);
    change.accept(bytes);
    assertThatIllegalArgumentException().isThrownBy(() -> HdKey.parse(Base58Check.encode(bytes)));
  }

  @Test
  void showsNoSecret() {
    assertThat(ROOT.toString()).isEqualTo("HdKey[depth=0, address=" + ROOT.address() + "]");
  }
}
