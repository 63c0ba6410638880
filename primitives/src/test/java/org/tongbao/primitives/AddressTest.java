package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
      })
  void writesAndChecksTheChecksumsOfEip55(String text) {
    Address address = Address.fromHex(text);
    assertThat(address.toChecksumHex()).isEqualTo(text);
    assertThat(address.toHex()).isEqualTo(text.toLowerCase(Locale.ROOT));
    assertThat(Address.fromChecksumHex(text)).isEqualTo(address);
    assertThat(Address.fromChecksumHex(address.toHex())).isEqualTo(address);
    assertThat(Address.fromChecksumHex("0x" + text.substring(2).toUpperCase(Locale.ROOT)))
        .isEqualTo(address);
  }

  @Test
  void refusesAWrongChecksum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.fromChecksumHex("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
        .withMessageStartingWith("address with a wrong EIP-55 checksum: 0x5AAeb");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d",
    "1, 0x343c43a37d37dff08ae8c4a11544c718abb4fcf8",
    "2, 0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91",
    "3, 0xfffd933a0bc612844eaf0c6fe3e5b8e9b6c1d19c",
  })
  void derivesTheAddressOfACreation(long nonce, String created) {
    Address sender = Address.fromHex("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
    assertThat(Address.create(sender, nonce)).hasToString(created);
  }

  /// The examples of EIP-1014.
  @ParameterizedTest
  @CsvSource({
    "0x0000000000000000000000000000000000000000, 0, 0x00, 0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38",
    "0xdeadbeef00000000000000000000000000000000, 0, 0x00, 0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3",
    "0xdeadbeef00000000000000000000000000000000, feed000000000000000000000000000000000000, 0x00, 0xD04116cDd17beBE565EB2422F2497E06cC1C9833",
    "0x0000000000000000000000000000000000000000, 0, 0xdeadbeef, 0x70f2b2914A2a4b783FaEFb75f459A580616Fcb5e",
    "0x00000000000000000000000000000000deadbeef, cafebabe, 0xdeadbeef, 0x60f3f640a8508fC6a86d45DF051962668E1e8AC7",
    "0x0000000000000000000000000000000000000000, 0, 0x, 0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0",
  })
  void derivesTheAddressOfASaltedCreation(
      String sender, String salt, String initCode, String created) {
    Address address =
        Address.create2(
            Address.fromHex(sender),
            U256.fromHex("0x" + salt).toHash(),
            Bytes.fromHex(initCode).keccak256());
    assertThat(address.toChecksumHex()).isEqualTo(created);
  }

  @Test
  void refusesOtherSizes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of(new byte[19]));
    assertThatIllegalArgumentException().isThrownBy(() -> Address.fromHex("0x00"));
  }
}
