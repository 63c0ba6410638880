package org.tongbao.app;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// A device that keeps one passkey, and the browser before it: a P-256 key, no attestation, and a
/// counter. It does what it is told; what a real one would refuse can be asked of it too.
final class SoftAuthenticator {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ATTESTED = 0x40;

  private final KeyPair keys;
  private final byte[] id = new byte[32];
  private String origin;
  private int count;
  private int flags = PRESENT | VERIFIED;
  private String owner = "";

  SoftAuthenticator(String origin) throws GeneralSecurityException {
    this.origin = origin;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    new SecureRandom().nextBytes(id);
  }

  /// The page that asks is another one.
  SoftAuthenticator at(String otherOrigin) {
    origin = otherOrigin;
    return this;
  }

  /// The next signature says that there were so many before it.
  SoftAuthenticator counting(int next) {
    count = next - 1;
    return this;
  }

  /// Whether the device asks its owner for a finger, a face or a PIN.
  SoftAuthenticator verifying(boolean verifies) {
    flags = verifies ? PRESENT | VERIFIED : PRESENT;
    return this;
  }

  /// Whom the device takes its owner for.
  SoftAuthenticator of(String handle) {
    owner = handle;
    return this;
  }

  String owner() {
    return owner;
  }

  /// What `credential.toJSON()` gives after `navigator.credentials.create` with these options.
  String create(JsonNode options) throws GeneralSecurityException {
    owner = options.at("/user/id").asString();
    ByteArrayOutputStream attestation = new ByteArrayOutputStream();
    attestation.writeBytes(new byte[] {(byte) 0xA3, 0x63});
    attestation.writeBytes(ascii("fmt"));
    attestation.write(0x64);
    attestation.writeBytes(ascii("none"));
    attestation.write(0x67);
    attestation.writeBytes(ascii("attStmt"));
    attestation.write(0xA0);
    attestation.write(0x68);
    attestation.writeBytes(ascii("authData"));
    byte[] data = data(options.at("/rp/id").asString(), true);
    attestation.write(0x58);
    attestation.write(data.length);
    attestation.writeBytes(data);
    return """
    {"id":"%1$s","rawId":"%1$s","type":"public-key","authenticatorAttachment":"platform",
     "clientExtensionResults":{},"response":{"clientDataJSON":"%2$s","attestationObject":"%3$s",
     "transports":["internal","hybrid"],"publicKeyAlgorithm":-7}}
    """
        .formatted(
            encoded(id),
            encoded(client("webauthn.create", options.path("challenge").asString())),
            encoded(attestation.toByteArray()));
  }

  /// What `credential.toJSON()` gives after `navigator.credentials.get` with these options.
  String get(JsonNode options) throws GeneralSecurityException {
    byte[] client = client("webauthn.get", options.path("challenge").asString());
    byte[] data = data(options.path("rpId").asString(), false);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(sha256(client));
    return """
    {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
     "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s",
     "userHandle":"%5$s"}}
    """
        .formatted(encoded(id), encoded(client), encoded(data), encoded(signature.sign()), owner);
  }

  private byte[] client(String type, String challenge) {
    return """
    {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}"""
        .formatted(type, challenge, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The authenticator data (WebAuthn level 3, 6.1).
  private byte[] data(String rpId, boolean attested) throws GeneralSecurityException {
    count++;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(ascii(rpId)));
    data.write(attested ? flags | ATTESTED : flags);
    data.writeBytes(ByteBuffer.allocate(4).putInt(count).array());
    if (attested) {
      data.writeBytes(new byte[16]);
      data.writeBytes(new byte[] {0, (byte) id.length});
      data.writeBytes(id);
      ECPublicKey key = (ECPublicKey) keys.getPublic();
      // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9053, 7.1.1)
      data.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
      data.writeBytes(word(key.getW().getAffineX()));
      data.writeBytes(new byte[] {0x22, 0x58, 32});
      data.writeBytes(word(key.getW().getAffineY()));
    }
    return data.toByteArray();
  }

  private static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] word = new byte[32];
    int size = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - size, word, 32 - size, size);
    return word;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
