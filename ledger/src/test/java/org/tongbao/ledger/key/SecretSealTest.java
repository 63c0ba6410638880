package org.tongbao.ledger.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
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

  private static void refuses(Runnable opening) {
    assertThatThrownBy(opening::run).isInstanceOf(KeyVaultException.class);
  }

  private static SecretSeal seal(String digits) {
    MasterKey master = MasterKey.fromEnvironment(Map.of("KEY", digits.repeat(32)), "KEY");
    return new SecretSeal(master, new SecureRandom());
  }
}
