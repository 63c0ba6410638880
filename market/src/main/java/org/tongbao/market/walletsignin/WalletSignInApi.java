package org.tongbao.market.walletsignin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.Admission;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Proof;
import org.tongbao.market.identity.SessionView;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// Signing in with a wallet, and the wallets that sign one in.
@RestController
@RequestMapping("/api/v1")
final class WalletSignInApi {
  private static final int SIGNATURE_LIMIT = 10_000;

  private final WalletSignIns wallets;
  private final Admission admission;
  private final FailedAttempts attempts;

  WalletSignInApi(WalletSignIns wallets, Admission admission, FailedAttempts attempts) {
    this.wallets = wallets;
    this.admission = admission;
    this.attempts = attempts;
  }

  /// The message (EIP-4361) that the wallet signs with `personal_sign`. A client may write another
  /// one with this nonce.
  @PostMapping("/wallet-challenges")
  @ResponseStatus(HttpStatus.CREATED)
  ChallengeView challenge(@RequestBody WalletFields fields) {
    SignInMessage message = wallets.challenge(fields.address());
    return new ChallengeView(
        message.nonce(), message.text(), message.times().expires().orElseThrow());
  }

  /// 202: the wallet has signed, and a second factor has to be shown at
  /// `/api/v1/sessions/second-factor`. A wallet that nobody has is registered where `register` says
  /// so: it is the new user's account on the chain.
  @PostMapping("/sessions/wallet")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<SessionView> signIn(
      @RequestBody SignInFields fields, HttpServletRequest request, HttpServletResponse response) {
    SignInMessage message = proven(fields.signed(), request, response);
    UserId user =
        Boolean.TRUE.equals(fields.register())
            ? wallets.register(message, fields.name(), fields.preferences())
            : wallets.signIn(message);
    return admission.admit(Proof.wallet(user), request, response);
  }

  @GetMapping("/me/wallets")
  @Needs(Permission.OWN_ACCOUNT)
  List<WalletView> list(Caller caller) {
    return wallets.of(caller.user()).stream().map(WalletView::of).toList();
  }

  @PostMapping("/me/wallets")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.CREATED)
  List<WalletView> add(
      Caller caller,
      @RequestBody ProofFields fields,
      HttpServletRequest request,
      HttpServletResponse response) {
    wallets.add(caller.user(), proven(fields.signed(), request, response));
    return list(caller);
  }

  @DeleteMapping("/me/wallets/{wallet}")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String wallet) {
    wallets.remove(caller.user(), address(wallet));
  }

  /// Refuses with [RequestError#NOT_FOUND] what is no address.
  static Address address(String wallet) {
    try {
      return Address.fromHex(wallet);
    } catch (IllegalArgumentException none) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
  }

  /// Whoever tries signatures waits like who tries passwords: each may cost a call of a contract.
  private SignInMessage proven(
      WalletSignIns.Signed signed, HttpServletRequest request, HttpServletResponse response) {
    String account = "wallet " + SignInMessage.parse(signed.message()).address();
    Optional<Duration> waiting = attempts.begin(account, request.getRemoteAddr());
    if (waiting.isPresent()) {
      throw Admission.tooMany(waiting.get(), response);
    }
    SignInMessage message = wallets.proven(signed);
    attempts.succeeded(account, request.getRemoteAddr());
    return message;
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

  /// @param message with line breaks as they are, to be signed by `personal_sign`
  record ChallengeView(String nonce, String message, Instant expiresAt) {}

  record ProofFields(@Nullable String message, @Nullable String signature) {
    WalletSignIns.Signed signed() {
      String text = Fields.required("message", message);
      try {
        Bytes bytes = Bytes.fromHex(Fields.line("signature", signature, SIGNATURE_LIMIT));
        return new WalletSignIns.Signed(text, bytes);
      } catch (IllegalArgumentException malformed) {
        throw Fields.malformed("signature");
      }
    }
  }

  /// @param register makes a user of a wallet that nobody has; the fields behind it are for that
  record SignInFields(
      @Nullable String message,
      @Nullable String signature,
      @Nullable Boolean register,
      @Nullable String displayName,
      @Nullable String language,
      @Nullable String currency) {
    WalletSignIns.Signed signed() {
      return new ProofFields(message, signature).signed();
    }

    String name() {
      return Optional.ofNullable(displayName).orElse("");
    }

    User.Preferences preferences() {
      Optional<Language> chosen =
          Optional.ofNullable(language)
              .map(it -> Language.find(it).orElseThrow(() -> Fields.malformed("language")));
      return new User.Preferences(chosen, Optional.ofNullable(currency));
    }
  }

  record WalletView(String wallet, Instant createdAt, @Nullable Instant usedAt) {
    static WalletView of(SignInWallet wallet) {
      return new WalletView(
          wallet.wallet().toChecksumHex(), wallet.createdAt(), wallet.usedAt().orElse(null));
    }
  }
}
