package org.tongbao.market.invitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.SiteAddress;
import org.tongbao.market.web.Texts;

/// The letter that asks, with a link whose word is random and kept as a hash alone. Thread-safe.
@Component
final class InvitationLetters {
  static final String PAGE = "/invitation";
  private static final int SIZE = 32;

  private final Mails mails;
  private final ShopStaff shops;
  private final SiteAddress site;
  private final SecureRandom random = new SecureRandom();

  InvitationLetters(Mails mails, ShopStaff shops, SiteAddress site) {
    this.mails = mails;
    this.shops = shops;
    this.site = site;
  }

  /// A new word for a link.
  String word() {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String word) {
    try {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Writes the letter in the caller's transaction. It says the same to everybody, with an account
  /// here or without.
  void send(StaffInvitation invitation, String word, Language language) {
    String to = invitation.address().value();
    if (!Letter.isAddress(to)) {
      return;
    }
    Texts texts = Texts.of(language);
    MerchantId shop = invitation.merchant();
    String role = texts.get("platform.role." + invitation.role());
    String link = site.address() + PAGE + "?token=" + word;
    String days = String.valueOf(StaffInvitations.LASTS.toDays());
    String name = shop == null ? texts.get("site.name") : shops.nameOf(shop);
    mails.send(
        new Letter(
            to,
            texts.get("mail.invitation.subject", name),
            texts.get("mail.invitation.text", name, role, link, days),
            language));
  }
}
