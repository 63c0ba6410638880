package org.tongbao.payments.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.tongbao.payments.http.Pem;

/// The keys of a sandbox institution and its merchant, in files that only their owner can read:
/// made at the first start, the same ever after.
public final class SandboxKeys {
  private final KeyPair institution;
  private final KeyPair merchant;

  private SandboxKeys(KeyPair institution, KeyPair merchant) {
    this.institution = institution;
    this.merchant = merchant;
  }

  public static SandboxKeys in(Path folder) throws IOException {
    return new SandboxKeys(pair(folder, "institution"), pair(folder, "merchant"));
  }

  /// A secret of that many random bytes in hexadecimal, kept in a file.
  public static String secret(Path folder, String name, int length) throws IOException {
    return kept(
        folder.resolve(name),
        () -> {
          byte[] random = new byte[length];
          new SecureRandom().nextBytes(random);
          return HexFormat.of().formatHex(random);
        });
  }

  public PrivateKey institutionPrivate() {
    return institution.getPrivate();
  }

  public PublicKey merchantPublic() {
    return merchant.getPublic();
  }

  public String institutionPublicPem() {
    return Pem.of(institution.getPublic());
  }

  public String merchantPrivatePem() {
    return Pem.of(merchant.getPrivate());
  }

  /// The institution's key; a stranger's for a notification that is forged.
  public PrivateKey signing(SandboxFlaw flaw) {
    return flaw == SandboxFlaw.OTHER_KEY ? Stranger.KEYS.getPrivate() : institution.getPrivate();
  }

  private static final class Stranger {
    static final KeyPair KEYS = newPair();
  }

  private interface Maker {
    String make();
  }

  private static KeyPair pair(Path folder, String name) throws IOException {
    String both =
        kept(
            folder.resolve(name + ".pem"),
            () -> {
              KeyPair pair = newPair();
              return Pem.of(pair.getPublic()) + Pem.of(pair.getPrivate());
            });
    int second = both.indexOf("-----BEGIN PRIVATE KEY-----");
    return new KeyPair(
        Pem.publicKey(both.substring(0, second)), Pem.privateKey(both.substring(second)));
  }

  /// Written beside and moved into place, so that a crash leaves the whole file or none.
  private static String kept(Path file, Maker maker) throws IOException {
    if (!Files.exists(file)) {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, maker.make(), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }

  private static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
