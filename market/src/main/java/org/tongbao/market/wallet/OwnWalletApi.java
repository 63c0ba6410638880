package org.tongbao.market.wallet;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One's own keys: a wallet instead of the key that is kept here, and that key to take along.
@RestController
@RequestMapping("/api/v1/wallet")
final class OwnWalletApi {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> KEY_STORE = new TypeReference<>() {};

  private static final int LEAST_PASSWORD = 10;
  private static final int LONGEST_PASSWORD = 128;

  private final OwnWallets own;
  private final Wallets wallets;

  OwnWalletApi(OwnWallets own, Wallets wallets) {
    this.own = own;
    this.wallets = wallets;
  }

  /// What a wallet has to sign (EIP-712) to become the caller's account, within ten minutes.
  @PostMapping("/account-challenges")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.CREATED)
  ChallengeView challenge(Caller caller, @RequestBody WalletFields fields) {
    OwnWalletStore.Challenge challenge = own.challenge(caller.user(), fields.address());
    return new ChallengeView(
        challenge.nonce().toHex(),
        challenge.wallet().toHex(),
        challenge.before(),
        own.document(challenge).toTree());
  }

  /// Makes the wallet that signed the challenge the caller's account; the old one must be empty,
  /// and nothing of it open. Every movement needs the wallet's signature from then on.
  @PutMapping("/account")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  Wallets.Wallet bind(Caller caller, @RequestBody ProofFields fields) {
    own.bind(caller.user(), fields.hash(), fields.signed().bytes());
    return wallets.of(caller.user());
  }

  /// Back to the account whose key is kept here; the wallet's must be empty, and nothing of it
  /// open.
  @DeleteMapping("/account")
  @Needs(Permission.OWN_ACCOUNT)
  Wallets.Wallet useKeptKey(Caller caller) {
    own.useKeptKey(caller.user());
    return wallets.of(caller.user());
  }

  /// The key that is kept here, as a key store (version 3) that any Ethereum wallet opens with
  /// `storePassword`. Asks for the caller's password again, and for a recent sign-in; three times a
  /// day.
  @PostMapping(path = "/key-export", produces = MediaType.APPLICATION_JSON_VALUE)
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  ResponseEntity<Map<String, Object>> export(
      Caller caller, @RequestBody ExportFields fields, HttpServletRequest request) {
    String keyStore =
        own.export(
            caller.user(),
            Optional.ofNullable(fields.password()).orElse(""),
            fields.checkedStorePassword(),
            request.getRemoteAddr());
    return ResponseEntity.ok(JSON.readValue(keyStore, KEY_STORE));
  }

  /// @param wallet its address
  record WalletFields(@Nullable String wallet) {
    Address address() {
      try {
        return Address.fromHex(Fields.line("wallet", wallet, 42));
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("wallet");
      }
    }
  }

  /// @param document for `eth_signTypedData_v4`
  record ChallengeView(String nonce, String wallet, Instant before, Map<String, Object> document) {}

  /// @param nonce of the challenge
  record ProofFields(@Nullable String nonce, @Nullable String signature) {
    Hash hash() {
      try {
        return Hash.fromHex(Fields.line("nonce", nonce, 66));
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("nonce");
      }
    }

    WalletApi.SignatureFields signed() {
      return new WalletApi.SignatureFields(signature);
    }
  }

  /// @param password the account's; who has none leaves it out
  /// @param storePassword of the key store, 10 to 128 characters; better not the account's
  record ExportFields(@Nullable String password, @Nullable String storePassword) {
    String checkedStorePassword() {
      String given = Fields.required("storePassword", storePassword);
      if (given.length() < LEAST_PASSWORD || given.length() > LONGEST_PASSWORD) {
        throw Fields.malformed("storePassword");
      }
      return given;
    }
  }
}
