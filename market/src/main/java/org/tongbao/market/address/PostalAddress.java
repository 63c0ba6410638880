package org.tongbao.market.address;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.web.Fields;

/// Where something is delivered, and to whom. Fields that a country does not use are empty.
///
/// @param phone as E.164 spells it
/// @param country ISO 3166-1 alpha-2
/// @param region province or state
/// @param street the rest, down to the door
public record PostalAddress(
    String recipient,
    String phone,
    String country,
    String region,
    String city,
    String district,
    String street,
    String postalCode) {
  private static final int LINE_LIMIT = 80;
  private static final int STREET_LIMIT = 200;
  private static final int POSTAL_CODE_LIMIT = 16;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> WITH_REGION =
      Set.of("CN", "US", "BR", "CA", "AU", "IN", "MX", "JP");

  /// What postal codes look like where we know it (Universal Postal Union, addressing systems).
  private static final Map<String, Pattern> POSTAL_CODES =
      Map.ofEntries(
          Map.entry("CN", Pattern.compile("[0-9]{6}")),
          Map.entry("US", Pattern.compile("[0-9]{5}(-[0-9]{4})?")),
          Map.entry("BR", Pattern.compile("[0-9]{5}-?[0-9]{3}")),
          Map.entry("JP", Pattern.compile("[0-9]{3}-?[0-9]{4}")),
          Map.entry("DE", Pattern.compile("[0-9]{5}")),
          Map.entry("FR", Pattern.compile("[0-9]{5}")),
          Map.entry("ES", Pattern.compile("[0-9]{5}")),
          Map.entry("IT", Pattern.compile("[0-9]{5}")),
          Map.entry("IN", Pattern.compile("[1-9][0-9]{5}")),
          Map.entry("AU", Pattern.compile("[0-9]{4}")),
          Map.entry("CA", Pattern.compile("[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]")),
          Map.entry("GB", Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")));

  private static final Pattern ANY_POSTAL_CODE = Pattern.compile("[A-Za-z0-9 -]*");

  /// Checks what a person typed; refuses with the name of the field.
  public static PostalAddress of(Typed typed) {
    String country = Fields.line("country", typed.country, 2);
    if (!COUNTRIES.contains(country)) {
      throw Fields.malformed("country");
    }
    return new PostalAddress(
        Fields.line("recipient", typed.recipient, LINE_LIMIT),
        phone(Fields.line("phone", typed.phone, 32)),
        country,
        region(country, typed.region),
        Fields.line("city", typed.city, LINE_LIMIT),
        Fields.optionalLine("district", typed.district, LINE_LIMIT),
        Fields.line("street", typed.street, STREET_LIMIT),
        postalCode(country, typed.postalCode));
  }

  private static String phone(String typed) {
    return LoginName.phone(typed).orElseThrow(() -> Fields.malformed("phone"));
  }

  private static String region(String country, @Nullable String typed) {
    return WITH_REGION.contains(country)
        ? Fields.line("region", typed, LINE_LIMIT)
        : Fields.optionalLine("region", typed, LINE_LIMIT);
  }

  private static String postalCode(String country, @Nullable String typed) {
    Pattern known = POSTAL_CODES.get(country);
    String code =
        known == null
            ? Fields.optionalLine("postalCode", typed, POSTAL_CODE_LIMIT)
            : Fields.line("postalCode", typed, POSTAL_CODE_LIMIT);
    if (!(known == null ? ANY_POSTAL_CODE : known).matcher(code).matches()) {
      throw Fields.malformed("postalCode");
    }
    return code;
  }

  /// The fields as they were typed, unchecked.
  public record Typed(
      @Nullable String recipient,
      @Nullable String phone,
      @Nullable String country,
      @Nullable String region,
      @Nullable String city,
      @Nullable String district,
      @Nullable String street,
      @Nullable String postalCode) {}
}
