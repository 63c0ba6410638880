package org.tongbao.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.KeyStoreV3;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.ScryptCost;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

class KeyVaultTest {
  private static final Hash MESSAGE = Hash.EMPTY_KECCAK;
  private static final PrivateKey KEY = PrivateKey.of(Hash.EMPTY_TRIE_ROOT);

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private final MemorySealedKeyStore store = new MemorySealedKeyStore();
  private int files;

  private MasterKey newMasterKey() {
    return MasterKey.create(folder.resolve("master-" + files++), random);
  }

  private KeyVault vault(MasterKey current, MasterKey... former) {
    return new KeyVault(store, current, List.of(former), random);
  }

  private static void assertSigns(KeyVault vault, Address account) {
    Signature signature = vault.signer(account).sign(MESSAGE);
    assertThat(Secp256k1.recover(MESSAGE, signature.yParity(), signature.r(), signature.s()))
        .isEqualTo(account);
  }

  @Test
  void signsWithKeysItMadeAndKeysItWasGiven() {
    KeyVault vault = vault(newMasterKey());
    vault.add(KEY);
    assertSigns(vault, KEY.address());
    assertSigns(vault, vault.create());
    assertThat(KEY.sign(MESSAGE)).isEqualTo(vault.signer(KEY.address()).sign(MESSAGE));
    assertThatThrownBy(() -> vault.add(KEY)).isInstanceOf(KeyVaultException.class);
    assertThatThrownBy(() -> vault.signer(Address.ZERO)).isInstanceOf(KeyVaultException.class);
  }

  @Test
  void rotationMovesEveryKeyAndTheFormerMasterKeyIsNeededNoMore() {
    MasterKey first = newMasterKey();
    KeyVault before = vault(first);
    List<Address> accounts = List.of(before.create(), before.create(), before.create());
    MasterKey second = newMasterKey();

    assertThatThrownBy(() -> assertSigns(vault(second), accounts.get(0)))
        .isInstanceOf(KeyVaultException.class)
        .hasMessageContaining(first.id());
    KeyVault both = vault(second, first);
    assertSigns(both, accounts.get(0));
    Bytes secret = store.find(accounts.get(0)).orElseThrow().secret();
    assertThat(both.rotate(2)).isEqualTo(2);
    accounts.forEach(account -> assertSigns(both, account));
    assertThat(both.rotate(2)).isEqualTo(1);
    assertThat(both.rotate(2)).isZero();

    accounts.forEach(account -> assertSigns(vault(second), account));
    accounts.forEach(vault(second)::check);
    assertThatThrownBy(() -> vault(first).check(accounts.get(0)))
        .isInstanceOf(KeyVaultException.class);
    assertThat(store.find(accounts.get(0)).orElseThrow().secret()).isEqualTo(secret);
    assertThatThrownBy(() -> assertSigns(vault(first), accounts.get(0)))
        .isInstanceOf(KeyVaultException.class);
  }

  @Test
  void aKeySealedForOneAccountDoesNotOpenAsAnothers() {
    KeyVault vault = vault(newMasterKey());
    Address one = vault.create();
    Address two = vault.create();
    SealedKey ofOne = store.find(one).orElseThrow();
    SealedKey ofTwo = store.find(two).orElseThrow();
    store.replace(ofTwo, new SealedKey(two, ofOne.masterKeyId(), ofOne.dataKey(), ofOne.secret()));
    assertThatThrownBy(() -> assertSigns(vault, two)).isInstanceOf(KeyVaultException.class);
    store.replace(
        store.find(two).orElseThrow(),
        new SealedKey(two, ofTwo.masterKeyId(), ofTwo.dataKey(), ofOne.secret()));
    assertThatThrownBy(() -> assertSigns(vault, two)).isInstanceOf(KeyVaultException.class);
    assertSigns(vault, one);
  }

  @Test
  void everyChangedBitIsNoticed() {
    KeyVault vault = vault(newMasterKey());
    Address account = vault.create();
    SealedKey good = store.find(account).orElseThrow();
    for (int i = 0; i < good.secret().size(); i++) {
      byte[] changed = good.secret().toArray();
      changed[i] ^= 1;
      var bad = new SealedKey(account, good.masterKeyId(), good.dataKey(), Bytes.wrap(changed));
      store.replace(store.find(account).orElseThrow(), bad);
      assertThatThrownBy(() -> assertSigns(vault, account)).isInstanceOf(KeyVaultException.class);
    }
    store.replace(
        store.find(account).orElseThrow(),
        new SealedKey(account, good.masterKeyId(), good.dataKey(), Bytes.EMPTY));
    assertThatThrownBy(() -> assertSigns(vault, account))
        .isInstanceOf(KeyVaultException.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void exportsAKeystoreThatOpensWithTheOwnersPassword() {
    KeyVault vault = vault(newMasterKey());
    vault.add(KEY);
    char[] password = "correct horse".toCharArray();
    KeyStoreV3 exported = vault.export(KEY.address(), password, ScryptCost.LIGHT);
    assertThat(KeyStoreV3.parse(exported.toTree()).open(password)).isEqualTo(KEY);
  }

  @Test
  void theMasterKeysFileIsReadOnlyWhenItIsItsOwnersAlone() throws IOException {
    Path file = folder.resolve("key");
    MasterKey made = MasterKey.create(file, random);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(MasterKey.fromFile(file).id()).isEqualTo(made.id());
    assertThatThrownBy(() -> MasterKey.create(file, random)).isInstanceOf(KeyVaultException.class);
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> MasterKey.fromFile(file))
          .isInstanceOf(KeyVaultException.class)
          .hasMessageContaining("0600");
    }
    assertThatThrownBy(() -> MasterKey.fromFile(folder.resolve("none")))
        .isInstanceOf(KeyVaultException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "0x12", "zz34567890abcdef"})
  void aMasterKeyThatIsNoneIsRefusedWithoutQuotingIt(String text) throws IOException {
    Path file = folder.resolve("bad");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> MasterKey.fromFile(file))
        .isInstanceOf(KeyVaultException.class)
        .hasNoCause()
        .message()
        .satisfies(message -> assertThat(text.isEmpty() || !message.contains(text)).isTrue());
    assertThatThrownBy(() -> MasterKey.fromEnvironment(Map.of("KEY", text), "KEY"))
        .isInstanceOf(KeyVaultException.class);
  }

  @Test
  void theMasterKeyMayComeFromTheEnvironment() throws IOException {
    Path file = folder.resolve("key");
    MasterKey made = MasterKey.create(file, random);
    String text = Files.readString(file);
    assertThat(MasterKey.fromEnvironment(Map.of("KEY", text), "KEY").id()).isEqualTo(made.id());
    assertThatThrownBy(() -> MasterKey.fromEnvironment(Map.of(), "KEY"))
        .isInstanceOf(KeyVaultException.class)
        .hasMessageContaining("KEY");
  }

  @Test
  void nothingShowsAKey() throws IOException {
    MasterKey master = newMasterKey();
    String masterHex = Files.readString(folder.resolve("master-0")).strip();
    KeyVault vault = vault(master);
    vault.add(KEY);
    String secretHex = Bytes.wrap(KEY.exportSecret()).toHex().substring(2);
    for (Object each :
        List.of(
            master,
            vault,
            vault.signer(KEY.address()),
            Signer.of(KEY),
            store.find(KEY.address()).orElseThrow())) {
      assertThat(each.toString())
          .doesNotContainIgnoringCase(masterHex)
          .doesNotContainIgnoringCase(secretHex);
    }
  }
}
