package org.tongbao.ledger.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hex;

/// The key that seals all accounts' data keys: 32 bytes as 64 hex digits, from a file that only its
/// owner can read, or from the environment. It is never written into the database.
public final class MasterKey {
  private static final int ID_SIZE = 8;
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final byte[] key;
  private final String id;

  private MasterKey(byte[] key) {
    this.key = key;
    byte[] labelled =
        Arrays.copyOf("tongbao/master-key".getBytes(StandardCharsets.US_ASCII), 18 + key.length);
    System.arraycopy(key, 0, labelled, 18, key.length);
    this.id = Bytes.wrap(labelled).keccak256().toBytes().slice(0, ID_SIZE).toHex().substring(2);
    Arrays.fill(labelled, (byte) 0);
  }

  /// @throws KeyVaultException when the file cannot be read, others than its owner can read it, or
  ///   it does not hold 64 hex digits
  public static MasterKey fromFile(Path file) {
    try {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new KeyVaultException(
            "Others than its owner may use the master key's file: it has mode %s, want 0600"
                .formatted(PosixFilePermissions.toString(permissions)));
      }
      return parse(Files.readString(file, StandardCharsets.US_ASCII).strip(), "the file " + file);
    } catch (UnsupportedOperationException e) {
      throw new KeyVaultException("The file system of " + file + " has no permissions", e);
    } catch (IOException e) {
      throw new KeyVaultException("Cannot read the master key's file " + file, e);
    }
  }

  /// @param environment `System.getenv()`
  /// @throws KeyVaultException when the variable is missing or does not hold 64 hex digits
  public static MasterKey fromEnvironment(Map<String, String> environment, String variable) {
    String text = environment.get(variable);
    if (text == null) {
      throw new KeyVaultException("The environment has no variable " + variable);
    }
    return parse(text.strip(), "the variable " + variable);
  }

  /// Writes a new random key into a new file with mode 0600; it is on the disk before anything can
  /// be sealed with it.
  ///
  /// @throws KeyVaultException when the file exists or cannot be written
  public static MasterKey create(Path file, SecureRandom random) {
    byte[] key = new byte[AesGcm.KEY_SIZE];
    random.nextBytes(key);
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path folder = file.toAbsolutePath().resolveSibling("");
    try (var channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions);
        var names = FileChannel.open(folder, StandardOpenOption.READ)) {
      byte[] text = (Hex.encode(key).substring(2) + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(text));
      channel.force(true);
      names.force(true);
    } catch (IOException e) {
      throw new KeyVaultException("Cannot write the master key's file " + file, e);
    }
    return new MasterKey(key);
  }

  private static MasterKey parse(String text, String where) {
    try {
      return new MasterKey(Hex.decode(text.startsWith("0x") ? text : "0x" + text, AesGcm.KEY_SIZE));
    } catch (IllegalArgumentException e) {
      // Without the cause, which may quote the text.
      throw new KeyVaultException("No master key of 64 hex digits in " + where);
    }
  }

  /// Tells master keys apart; nothing about the key follows from it.
  public String id() {
    return id;
  }

  byte[] bytes() {
    return key;
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }
}
