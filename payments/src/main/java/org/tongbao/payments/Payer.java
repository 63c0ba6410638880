package org.tongbao.payments;

/// Whoever is to pay, as an institution may ask for it before it shows its page.
///
/// @param address the payer's IP address
/// @param phone whether the browser is a phone's, which an institution's app can be opened from
public record Payer(String address, boolean phone) {
  private static final int LONGEST = 45;

  public Payer {
    if (address.isBlank() || address.length() > LONGEST) {
      throw new IllegalArgumentException("no IP address: " + address);
    }
  }
}
