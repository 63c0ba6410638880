package org.tongbao.market.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.SiteAddress;
import org.tongbao.primitives.Bytes;

/// What the standard asks a relying party to check (WebAuthn level 3, 7.1 and 7.2), for the site's
/// own address: type, challenge, origin, relying party, presence and verification of the user,
/// algorithm, signature, counter. Attestation is not asked for: who made a device is of no interest
/// here. Thread-safe.
@Component
final class RelyingParty {
  /// ES256, EdDSA, RS256, by preference.
  static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  private final SiteAddress site;
  private final Supplier<Library> library = SingletonSupplier.of(Library::new);

  RelyingParty(SiteAddress site) {
    this.site = site;
  }

  /// Made when it is first needed: a start has no time for it.
  private static final class Library {
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager =
        WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials =
        new AttestedCredentialDataConverter(converter);
  }

  /// What domain the passkeys are bound to.
  String id() {
    return site.host();
  }

  /// A new credential, as it is to be kept.
  record Created(Bytes credentialId, Bytes credential, long signCount, Passkey.Backup backup) {}

  /// Refuses with [PasskeyError#NOT_PROVEN].
  Created created(String challenge, Bytes attestationObject, Bytes clientData) {
    Library using = Objects.requireNonNull(library.get());
    try {
      RegistrationData data =
          using.manager.verify(
              new RegistrationRequest(attestationObject.toArray(), clientData.toArray()),
              new RegistrationParameters(server(challenge), algorithms(), true, true));
      AuthenticatorData<?> device =
          Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
      AttestedCredentialData credential =
          Objects.requireNonNull(device.getAttestedCredentialData());
      return new Created(
          Bytes.wrap(credential.getCredentialId()),
          Bytes.wrap(using.credentials.convert(credential)),
          device.getSignCount(),
          new Passkey.Backup(device.isFlagBE(), device.isFlagBS()));
    } catch (RuntimeException bad) {
      // Bytes that are no CBOR leave the library in many ways; none of them proves anything.
      throw new DomainException(PasskeyError.NOT_PROVEN);
    }
  }

  /// What a device has signed to sign its owner in.
  record Assertion(Bytes authenticatorData, Bytes clientData, Bytes signature) {}

  /// @param signCount as the device says it now
  record Signed(long signCount, boolean backedUp) {}

  /// Refuses with [PasskeyError#CLONED] a counter that does not grow, and with
  /// [PasskeyError#REFUSED] everything else that is not right.
  Signed signed(String challenge, Passkey known, Assertion assertion) {
    Library using = Objects.requireNonNull(library.get());
    byte[] credentialId = known.credentialId().toArray();
    try {
      AuthenticationData data =
          using.manager.verify(
              new AuthenticationRequest(
                  credentialId,
                  assertion.authenticatorData.toArray(),
                  assertion.clientData.toArray(),
                  assertion.signature.toArray()),
              new AuthenticationParameters(
                  server(challenge), record(using, known), List.of(credentialId), true, true));
      AuthenticatorData<?> device = Objects.requireNonNull(data.getAuthenticatorData());
      return new Signed(device.getSignCount(), device.isFlagBS());
    } catch (MaliciousCounterValueException cloned) {
      throw new DomainException(PasskeyError.CLONED);
    } catch (RuntimeException bad) {
      throw new DomainException(PasskeyError.REFUSED);
    }
  }

  private static CredentialRecordImpl record(Library using, Passkey known) {
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        known.backup().eligible(),
        known.backup().done(),
        known.signCount(),
        using.credentials.convert(known.credential().toArray()),
        new AuthenticationExtensionsAuthenticatorOutputs<>(),
        null,
        null,
        Set.of());
  }

  private ServerProperty server(String challenge) {
    return ServerProperty.builder()
        .origin(new Origin(site.origin()))
        .rpId(site.host())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static List<PublicKeyCredentialParameters> algorithms() {
    return ALGORITHMS.stream()
        .map(
            it ->
                new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(it)))
        .toList();
  }
}
