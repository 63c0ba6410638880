package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Vectors;
import org.tongbao.primitives.crypto.KeyStoreException.Reason;
import tools.jackson.databind.JsonNode;

class KeyStoreV3Test {
  private static final PrivateKey KEY = PrivateKey.fromHex("0x" + "42".repeat(32));

  @Test
  void opensTheFilesOfEthereumTests() {
    JsonNode cases = Vectors.json("ethereum/KeyStoreTests/basic_tests.json");
    for (JsonNode each : cases) {
      assertOpens(map(each.get("json")), each.get("password"), "0x" + each.get("priv").asString());
    }
    assertThat(cases.size()).isEqualTo(5);
  }

  /// The other two wallets of the nine are of the Ethereum crowdsale, a format of its own.
  @Test
  void opensTheWalletsOfEthers() {
    int opened = 0;
    for (JsonNode each : Vectors.json("ethers/wallets.json.gz")) {
      if (each.get("type").asString().equals("secret-storage")) {
        Map<String, Object> file = map(Vectors.parse(each.get("json").asString()));
        String secret = each.get("privateKey").asString();
        PrivateKey key = assertOpens(file, each.get("password"), secret);
        assertThat(key.address()).isEqualTo(Address.fromHex(each.get("address").asString()));
        if (each.get("mnemonic").isString()) {
          Mnemonic words = Mnemonic.parse(each.get("mnemonic").asString(), WordList.ENGLISH);
          HdKey account = words.rootKey("").derive(HdKey.ETHEREUM_PATH + "0");
          assertThat(account.privateKey()).isEqualTo(key);
        }
        opened++;
      }
    }
    assertThat(opened).isEqualTo(7);
  }

  private static PrivateKey assertOpens(
      Map<String, Object> file, JsonNode password, String secret) {
    PrivateKey key = KeyStoreV3.parse(file).open(password.asString().toCharArray());
    assertThat(key).isEqualTo(PrivateKey.fromHex(secret));
    assertThat(Bytes.wrap(key.exportSecret()).toHex()).isEqualTo(secret);
    return key;
  }

  @Test
  void opensWhatItWrites() {
    char[] password = "密码 🔑".toCharArray();
    KeyStoreV3 written = KeyStoreV3.create(KEY, password, ScryptCost.LIGHT, new SecureRandom());
    Map<String, Object> file = written.toTree();
    assertThat(file).containsEntry("version", 3).containsKeys("id", "crypto");
    assertThat(file.get("address")).isEqualTo(KEY.address().toHex().substring(2));
    KeyStoreV3 read = KeyStoreV3.parse(file);
    assertThat(read.address()).isEqualTo(KEY.address());
    assertThat(read.toTree()).isEqualTo(file);
    assertThat(read.open(password)).isEqualTo(KEY);
    fails(Reason.WRONG_PASSWORD, () -> read.open("密码".toCharArray()));
    assertThat(written.toString()).doesNotContain("4242");
  }

  @Test
  void readsTheLibertiesOfClients() {
    Map<String, Object> file = aCheapFile();
    file.put("Crypto", file.remove("crypto"));
    file.put("VERSION", 3L);
    file.remove("version");
    file.remove("id");
    file.put("address", KEY.address().toChecksumHex());
    assertThat(KeyStoreV3.parse(file).open(PASSWORD)).isEqualTo(KEY);
    file.remove("address");
    assertThat(KeyStoreV3.parse(file).open(PASSWORD)).isEqualTo(KEY);
  }

  @Test
  void refusesAKeyOfAnotherAddress() {
    Map<String, Object> file = aCheapFile();
    file.put("address", "00".repeat(20));
    fails(Reason.MALFORMED, () -> KeyStoreV3.parse(file).open(PASSWORD));
  }

  @Test
  void noticesEveryChangeOfTheCiphertext() {
    Map<String, Object> file = aCheapFile();
    String ciphertext = String.valueOf(crypto(file).get("ciphertext"));
    char flipped = ciphertext.charAt(0) == '0' ? '1' : '0';
    crypto(file).put("ciphertext", flipped + ciphertext.substring(1));
    fails(Reason.WRONG_PASSWORD, () -> KeyStoreV3.parse(file).open(PASSWORD));
  }

  /// Nothing is derived here: a file that asks for too much is refused when it is read.
  @ParameterizedTest
  @CsvSource({
    "524288, 8, 1",
    "262144, 16, 1",
    "262144, 8, 5",
    "2, 8, 1048576",
    "1073741824, 1, 1",
    "1073741824, 2147483647, 2147483647",
    "2, 2147483647, 1",
  })
  void boundsWhatAFileMayCost(int n, int r, int p) {
    fails(Reason.TOO_COSTLY, () -> KeyStoreV3.parse(scryptFile(n, r, p)));
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 1", "1, 8, 1", "3, 8, 1", "-2147483648, 8, 1", "8, 0, 1", "8, 1, -1"})
  void refusesParametersThatAreNoScrypt(int n, int r, int p) {
    fails(Reason.MALFORMED, () -> KeyStoreV3.parse(scryptFile(n, r, p)));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    refuses(Reason.MALFORMED, file -> file.put("version", 4));
    refuses(Reason.MALFORMED, file -> file.remove("crypto"));
    refuses(Reason.MALFORMED, file -> crypto(file).put("cipher", "aes-256-ctr"));
    refuses(Reason.MALFORMED, file -> crypto(file).put("kdf", "argon2"));
    refuses(Reason.MALFORMED, file -> crypto(file).put("mac", "00"));
    refuses(Reason.MALFORMED, file -> crypto(file).put("mac", 7));
    refuses(Reason.MALFORMED, file -> crypto(file).put("ciphertext", "zz"));
    refuses(Reason.MALFORMED, file -> crypto(file).put("ciphertext", "00".repeat(31)));
    refuses(Reason.MALFORMED, file -> crypto(file).put("ciphertext", "00".repeat(5_000)));
    refuses(Reason.MALFORMED, file -> crypto(file).put("cipherparams", Map.of("iv", "00")));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("c", 0));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("c", 1.5));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("dklen", 16));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("prf", "hmac-sha512"));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("salt", ""));
    refuses(Reason.TOO_COSTLY, file -> kdfparams(file).put("c", Integer.MAX_VALUE));
    refuses(Reason.MALFORMED, file -> kdfparams(file).put("c", 1L << 33));
    refuses(Reason.TOO_COSTLY, file -> kdfparams(file).put("salt", "00".repeat(1_025)));
  }

  /// RFC 7914 §12.
  @Test
  void scryptIsThatOfTheRfc() {
    assertScrypt(
        "password",
        "NaCl",
        1024,
        8,
        16,
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
    assertScrypt(
        "pleaseletmein",
        "SodiumChloride",
        16384,
        8,
        1,
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
  }

  private static void assertScrypt(
      String password, String salt, int n, int r, int p, String expected) {
    byte[] key = Scrypt.derive(password.toCharArray(), salt.getBytes(US_ASCII), n, r, p, 64);
    assertThat(Bytes.wrap(key).toHex()).isEqualTo("0x" + expected);
  }

  private static final char[] PASSWORD = "foo".toCharArray();

  /// One round of PBKDF2, built from its parts.
  private static Map<String, Object> aCheapFile() {
    KeyDerivation derivation = new KeyDerivation.WithPbkdf2(1, Bytes.fromHex("0x01"));
    Map<String, Object> kdf = new HashMap<>(derivation.describe());
    kdf.put("kdfparams", new HashMap<>(map(kdf.get("kdfparams"))));
    Map<String, Object> file =
        new LinkedHashMap<>(
            KeyStoreV3.create(KEY, PASSWORD, derivation, new SecureRandom()).toTree());
    Map<String, Object> crypto = new LinkedHashMap<>(map(file.get("crypto")));
    crypto.putAll(kdf);
    file.put("crypto", crypto);
    return file;
  }

  private static Map<String, Object> scryptFile(int n, int r, int p) {
    Map<String, Object> file = aCheapFile();
    crypto(file).put("kdf", "scrypt");
    crypto(file)
        .put("kdfparams", Map.of("dklen", 32, "n", n, "r", r, "p", p, "salt", "00".repeat(32)));
    return file;
  }

  private static void refuses(Reason reason, Consumer<Map<String, Object>> change) {
    Map<String, Object> file = aCheapFile();
    change.accept(file);
    fails(reason, () -> KeyStoreV3.parse(file));
  }

  private static void fails(Reason reason, Runnable action) {
    assertThatExceptionOfType(KeyStoreException.class)
        .isThrownBy(action::run)
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  private static Map<String, Object> crypto(Map<String, Object> file) {
    return map(file.get("crypto"));
  }

  private static Map<String, Object> kdfparams(Map<String, Object> file) {
    return map(crypto(file).get("kdfparams"));
  }

  @SuppressWarnings("unchecked") // JSON objects
  private static Map<String, Object> map(@Nullable Object node) {
    Object tree = node instanceof JsonNode json ? Vectors.tree(json) : node;
    return (Map<String, Object>) Objects.requireNonNull(tree);
  }
}
