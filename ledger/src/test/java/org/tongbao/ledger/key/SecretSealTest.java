package org.tongbao.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Bytes;

/// Secrets that open for their purpose and owner alone.
final class SecretSealTest {
  private static final byte[] SECRET = "twenty bytes of these".getBytes(StandardCharsets.UTF_8);
  private static final Bytes OWNER = Bytes.fromHex("0x0102");

  private final SecretSeal seal = seal("11");

  @Test
  void opensWhatItSealed() {
    Bytes sealed = seal.seal("codes", OWNER, SECRET);

    assertThat(seal.open("codes", OWNER, sealed)).isEqualTo(SECRET);
    assertThat(seal.seal("codes", OWNER, SECRET)).isNotEqualTo(sealed);
    assertThat(sealed.toHex()).doesNotContain(Bytes.wrap(SECRET).toHex().substring(2));
  }

  @Test
  void doesNotOpenForAnotherPurposeOwnerOrMasterKeyNorWhenABitHasChanged() {
    Bytes sealed = seal.seal("codes", OWNER, SECRET);
    byte[] changed = sealed.toArray();
    changed[changed.length - 1] ^= 1;

    refuses(() -> seal.open("others", OWNER, sealed));
    refuses(() -> seal.open("codes", Bytes.fromHex("0x0103"), sealed));
    refuses(() -> seal("22").open("codes", OWNER, sealed));
    refuses(() -> seal.open("codes", OWNER, Bytes.wrap(changed)));
    refuses(() -> seal.open("codes", OWNER, sealed.slice(0, 5)));
  }

  @Test
  void anotherMasterKeyTakesThePlaceWhetherOrNotItIsKnownWhichOneSealed() {
    var change = new MasterKeyChange(master("11"), master("22"), new SecureRandom());
    Bytes before = seal.seal("codes", OWNER, SECRET);
    Bytes after = change.reseal("codes", OWNER, before, seal.masterKeyId());

    assertThat(seal("22").open("codes", OWNER, after)).isEqualTo(SECRET);
    refuses(() -> seal.open("codes", OWNER, after));
    for (Bytes either : List.of(before, after)) {
      Bytes unknown = change.reseal("codes", OWNER, either, null);
      assertThat(seal("22").open("codes", OWNER, unknown)).isEqualTo(SECRET);
    }
    refuses(() -> change.reseal("codes", OWNER, before, master("22").id()));
    refuses(() -> change.reseal("codes", OWNER, before, master("33").id()));
    refuses(() -> new MasterKeyChange(master("11"), master("11"), new SecureRandom()));
  }

  private static void refuses(Runnable opening) {
    assertThatThrownBy(opening::run).isInstanceOf(KeyVaultException.class);
  }

  private static SecretSeal seal(String digits) {
    return new SecretSeal(master(digits), new SecureRandom());
  }

  private static MasterKey master(String digits) {
    return MasterKey.fromEnvironment(Map.of("KEY", digits.repeat(32)), "KEY");
  }
}
