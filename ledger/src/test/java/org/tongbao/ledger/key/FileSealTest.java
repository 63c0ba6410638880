package org.tongbao.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.primitives.Bytes;

final class FileSealTest {
  private static final byte[] FILE = "a licence".getBytes(StandardCharsets.UTF_8);
  private static final Bytes OWNER = Bytes.wrap((byte) 1, (byte) 2);
  private static final Bytes OTHER = Bytes.wrap((byte) 1, (byte) 3);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();

  @Test
  void opensForItsPurposeAndOwnerAlone() {
    FileSeal seal = seal(key("one"));
    FileSeal.Sealed sealed = seal.seal("paper", OWNER, FILE);

    assertThat(seal.open("paper", OWNER, sealed)).isEqualTo(FILE);
    assertThat(sealed.content().toHex()).doesNotContain(Bytes.wrap(FILE).toHex().substring(2));
    assertThat(seal.seal("paper", OWNER, FILE)).as("never the same twice").isNotEqualTo(sealed);
    assertThatThrownBy(() -> seal.open("other", OWNER, sealed))
        .isInstanceOf(KeyVaultException.class);
    assertThatThrownBy(() -> seal.open("paper", OTHER, sealed))
        .isInstanceOf(KeyVaultException.class);
  }

  @Test
  void everyChangedByteIsNoticed() {
    FileSeal seal = seal(key("one"));
    FileSeal.Sealed sealed = seal.seal("paper", OWNER, FILE);
    for (int i = 0; i < sealed.content().size(); i++) {
      byte[] changed = sealed.content().toArray();
      changed[i] ^= 1;
      var wrong = new FileSeal.Sealed(sealed.dataKey(), Bytes.wrap(changed));
      assertThatThrownBy(() -> seal.open("paper", OWNER, wrong))
          .as("byte " + i)
          .isInstanceOf(KeyVaultException.class);
    }
  }

  @Test
  void anotherMasterKeyLeavesTheContentAsItIs() {
    MasterKey former = key("one");
    MasterKey next = key("two");
    FileSeal.Sealed sealed = seal(former).seal("paper", OWNER, FILE);
    var change = new MasterKeyChange(former, next, random);

    Bytes dataKey = FileSeal.reseal(change, "paper", OWNER, sealed.dataKey(), former.id());
    var resealed = new FileSeal.Sealed(dataKey, sealed.content());
    seal(next).check("paper", OWNER, dataKey);
    assertThat(seal(next).open("paper", OWNER, resealed)).isEqualTo(FILE);
    assertThatThrownBy(() -> seal(former).open("paper", OWNER, resealed))
        .isInstanceOf(KeyVaultException.class);
    assertThatThrownBy(() -> seal(next).check("paper", OWNER, sealed.dataKey()))
        .isInstanceOf(KeyVaultException.class);
  }

  private FileSeal seal(MasterKey key) {
    return new FileSeal(new SecretSeal(key, random), random);
  }

  private MasterKey key(String name) {
    return MasterKey.create(folder.resolve(name), random);
  }
}
