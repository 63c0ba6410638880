package org.tongbao.market.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Admission;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Proof;
import org.tongbao.market.identity.SessionView;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One's own passkeys, and signing in with one. What goes to `navigator.credentials` and comes back
/// has the forms of WebAuthn level 3 (`parseCreationOptionsFromJSON`,
/// `parseRequestOptionsFromJSON`, `toJSON`).
@RestController
@RequestMapping("/api/v1")
final class PasskeyApi {
  static final int NAME_LIMIT = 60;
  private static final int FIELD_LIMIT = 20_000;
  private static final String PUBLIC_KEY = "public-key";
  private static final String REQUIRED = "required";

  private final Passkeys passkeys;
  private final RelyingParty party;
  private final Users users;
  private final Admission admission;

  PasskeyApi(Passkeys passkeys, RelyingParty party, Users users, Admission admission) {
    this.passkeys = passkeys;
    this.party = party;
    this.users = users;
    this.admission = admission;
  }

  /// For `navigator.credentials.create`, within five minutes.
  @PostMapping("/me/passkey-challenges")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  CreationOptions creation(Caller caller) {
    User user = users.find(caller.user()).orElseThrow();
    String label =
        user.loginNames().stream()
            .findFirst()
            .map(LoginName::value)
            .orElseGet(() -> user.displayName().isEmpty() ? "Tongbao" : user.displayName());
    return new CreationOptions(
        new Party(party.id(), "Tongbao"),
        new Owner(encoded(Passkeys.handle(user.id())), label, user.displayName()),
        passkeys.challenge(Optional.of(user.id())),
        RelyingParty.ALGORITHMS.stream().map(it -> new Algorithm(PUBLIC_KEY, it)).toList(),
        Passkeys.ANSWER_WITHIN.toMillis(),
        passkeys.of(user.id()).stream().map(Descriptor::of).toList(),
        new Selection(REQUIRED, true, REQUIRED),
        "none");
  }

  @PostMapping("/me/passkeys")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.CREATED)
  PasskeyView add(Caller caller, @RequestBody NewPasskey asked) {
    String name = Fields.line("name", asked.name(), NAME_LIMIT);
    ResponseFields response = Fields.required("credential", asked.credential()).checkedResponse();
    Bytes clientData = bytes("clientDataJSON", response.clientDataJSON());
    var credential =
        new Passkeys.NewCredential(
            challenge(clientData),
            bytes("attestationObject", response.attestationObject()),
            clientData,
            Optional.ofNullable(response.transports()).orElse(List.of()));
    return PasskeyView.of(passkeys.add(caller.user(), name, credential));
  }

  @GetMapping("/me/passkeys")
  @Needs(Permission.OWN_ACCOUNT)
  List<PasskeyView> list(Caller caller) {
    return passkeys.of(caller.user()).stream().map(PasskeyView::of).toList();
  }

  @PatchMapping("/me/passkeys/{id}")
  @Needs(Permission.OWN_ACCOUNT)
  PasskeyView rename(Caller caller, @PathVariable String id, @RequestBody Name asked) {
    String name = Fields.line("name", asked.name(), NAME_LIMIT);
    return PasskeyView.of(passkeys.rename(caller.user(), id, name));
  }

  @DeleteMapping("/me/passkeys/{id}")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String id) {
    passkeys.remove(caller.user(), id);
  }

  /// For `navigator.credentials.get`, within five minutes: whoever answers is signed in, without
  /// typing a name.
  @PostMapping("/passkey-challenges")
  @ResponseStatus(HttpStatus.CREATED)
  RequestOptions request() {
    return new RequestOptions(
        passkeys.challenge(Optional.empty()),
        Passkeys.ANSWER_WITHIN.toMillis(),
        party.id(),
        List.of(),
        REQUIRED);
  }

  @PostMapping("/sessions/passkey")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SessionView> signIn(
      @RequestBody Answer asked, HttpServletRequest request, HttpServletResponse response) {
    CredentialFields credential = Fields.required("credential", asked.credential());
    ResponseFields signed = credential.checkedResponse();
    Bytes clientData = bytes("clientDataJSON", signed.clientDataJSON());
    UserId user =
        passkeys.owner(
            challenge(clientData),
            bytes("id", credential.id()),
            bytes("userHandle", signed.userHandle()),
            new RelyingParty.Assertion(
                bytes("authenticatorData", signed.authenticatorData()),
                clientData,
                bytes("signature", signed.signature())));
    return admission.admit(Proof.passkey(user), request, response);
  }

  /// The challenge that the device says it has signed; whether it has, and whether it was ours, is
  /// checked later.
  private static String challenge(Bytes clientData) {
    try {
      return JsonMapper.shared()
          .readTree(clientData.toArray())
          .path("challenge")
          .asStringOpt()
          .orElseThrow(() -> Fields.malformed("clientDataJSON"));
    } catch (JacksonException noJson) {
      throw Fields.malformed("clientDataJSON");
    }
  }

  private static Bytes bytes(String field, @Nullable String base64url) {
    String text = Fields.line(field, base64url, FIELD_LIMIT);
    try {
      return Bytes.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException malformed) {
      throw Fields.malformed(field);
    }
  }

  private static String encoded(Bytes bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
  }

  record CreationOptions(
      Party rp,
      Owner user,
      String challenge,
      List<Algorithm> pubKeyCredParams,
      long timeout,
      List<Descriptor> excludeCredentials,
      Selection authenticatorSelection,
      String attestation) {}

  record Party(String id, String name) {}

  record Owner(String id, String name, String displayName) {}

  record Algorithm(String type, int alg) {}

  record Descriptor(String type, String id, List<String> transports) {
    static Descriptor of(Passkey passkey) {
      return new Descriptor(PUBLIC_KEY, encoded(passkey.credentialId()), passkey.transports());
    }
  }

  record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

  record RequestOptions(
      String challenge,
      long timeout,
      String rpId,
      List<Descriptor> allowCredentials,
      String userVerification) {}

  record NewPasskey(@Nullable String name, @Nullable CredentialFields credential) {}

  record Answer(@Nullable CredentialFields credential) {}

  record Name(@Nullable String name) {}

  /// What `toJSON()` of a credential gives; browsers add fields as the standard grows.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record CredentialFields(
      @Nullable String id, @Nullable String type, @Nullable ResponseFields response) {
    ResponseFields checkedResponse() {
      if (!PUBLIC_KEY.equals(type)) {
        throw Fields.malformed("type");
      }
      return Fields.required("response", response);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ResponseFields(
      @Nullable String clientDataJSON,
      @Nullable String attestationObject,
      @Nullable List<String> transports,
      @Nullable String authenticatorData,
      @Nullable String signature,
      @Nullable String userHandle) {}

  /// @param synced whether the key is on several devices of its owner
  record PasskeyView(
      UUID id, String name, boolean synced, Instant createdAt, @Nullable Instant usedAt) {
    static PasskeyView of(Passkey passkey) {
      return new PasskeyView(
          passkey.id(),
          passkey.name(),
          passkey.backup().done(),
          passkey.createdAt(),
          passkey.usedAt().orElse(null));
    }
  }
}
