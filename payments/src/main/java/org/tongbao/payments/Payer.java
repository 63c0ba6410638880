package org.tongbao.payments;

import java.util.Optional;
import java.util.regex.Pattern;

/// Whoever is to pay, as an institution may ask for it before it shows its page.
///
/// @param address the payer's IP address
/// @param phone whether the browser is a phone's, which an institution's app can be opened from
public record Payer(String address, boolean phone) {
  private static final Pattern IP = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  public Payer {
    if (!IP.matcher(address).matches()) {
      throw new IllegalArgumentException("no IP address: " + address);
    }
  }

  /// Of a connection's address, which may name a zone, or be something else that a proxy wrote.
  public static Optional<Payer> at(String connection, boolean phone) {
    String address = connection.replaceFirst("%.*", "");
    return IP.matcher(address).matches()
        ? Optional.of(new Payer(address, phone))
        : Optional.empty();
  }
}
