package org.tongbao.market.merchant;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// What an applicant says of the company behind a shop. It stays in the database; the chain has
/// [#hash].
///
/// @param country ISO 3166-1 alpha-2
/// @param contactPhone as E.164 spells it
record Company(
    String shopName,
    String companyName,
    String registrationNumber,
    String country,
    String address,
    String contactName,
    String contactEmail,
    String contactPhone,
    List<Document> documents) {
  static final int SHOP_NAME_LIMIT = 60;
  private static final int LINE_LIMIT = 120;
  private static final int ADDRESS_LIMIT = 300;
  static final int MOST_DOCUMENTS = 10;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  Company {
    documents = List.copyOf(documents);
  }

  /// A document: what it must be, whether its bytes are here ([Documents]) or not.
  ///
  /// @param sha256 64 hex digits in lower case
  record Document(Kind kind, String name, String sha256, long sizeBytes) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST_BYTES = 20L << 20;

    enum Kind {
      BUSINESS_LICENCE,
      IDENTITY,
      TAX,
      AUTHORISATION,
      OTHER
    }

    private static Document of(String field, TypedDocument typed) {
      String sha256 = Fields.line(field + ".sha256", typed.sha256, 64);
      if (!SHA256.matcher(sha256).matches()) {
        throw Fields.malformed(field + ".sha256");
      }
      return new Document(
          Fields.required(field + ".kind", typed.kind),
          Fields.line(field + ".name", typed.name, LINE_LIMIT),
          sha256,
          Amounts.between(field + ".sizeBytes", typed.sizeBytes, 1, LARGEST_BYTES));
    }
  }

  /// Checks what a person typed; refuses with the name of the field.
  static Company of(Typed typed) {
    String country = country("country", typed.country);
    return new Company(
        Fields.line("name", typed.name, SHOP_NAME_LIMIT),
        Fields.line("companyName", typed.companyName, LINE_LIMIT),
        Fields.line("registrationNumber", typed.registrationNumber, LINE_LIMIT),
        country,
        Fields.line("address", typed.address, ADDRESS_LIMIT),
        Fields.line("contactName", typed.contactName, LINE_LIMIT),
        email("contactEmail", typed.contactEmail),
        phone("contactPhone", typed.contactPhone),
        documents(typed.documents));
  }

  static String country(String field, @Nullable String typed) {
    String country = Fields.line(field, typed, 2);
    if (!COUNTRIES.contains(country)) {
      throw Fields.malformed(field);
    }
    return country;
  }

  static String email(String field, @Nullable String typed) {
    String line = Fields.line(field, typed, 254);
    try {
      LoginName name = LoginName.parse(line);
      if (name.kind() == LoginName.Kind.EMAIL) {
        return name.value();
      }
    } catch (DomainException malformed) {
      throw Fields.malformed(field);
    }
    throw Fields.malformed(field);
  }

  static String phone(String field, @Nullable String typed) {
    return LoginName.phone(Fields.line(field, typed, 32))
        .orElseThrow(() -> Fields.malformed(field));
  }

  private static List<Document> documents(@Nullable List<TypedDocument> typed) {
    List<TypedDocument> given = Fields.required("documents", typed);
    if (given.isEmpty()) {
      throw new DomainException(RequestError.FIELD_MISSING, "documents");
    }
    if (given.size() > MOST_DOCUMENTS || given.stream().anyMatch(Objects::isNull)) {
      throw Fields.malformed("documents");
    }
    return IntStream.range(0, given.size())
        .mapToObj(i -> Document.of("documents[" + i + "]", given.get(i)))
        .toList();
  }

  /// What the chain keeps: it shows later what was said, and tells nobody anything before.
  ///
  /// @param salt 32 random bytes
  Hash hash(Bytes salt) {
    StringBuilder text = new StringBuilder();
    for (String line :
        List.of(
            shopName,
            companyName,
            registrationNumber,
            country,
            address,
            contactName,
            contactEmail,
            contactPhone)) {
      text.append(line).append('\n');
    }
    for (Document document : documents) {
      text.append(document.kind()).append(' ').append(document.sha256()).append(' ');
      text.append(document.sizeBytes()).append(' ').append(document.name()).append('\n');
    }
    byte[] said = text.toString().getBytes(StandardCharsets.UTF_8);
    return salt.concat(Bytes.wrap(said)).keccak256();
  }

  /// The fields as they were typed, unchecked.
  record Typed(
      @Nullable String name,
      @Nullable String companyName,
      @Nullable String registrationNumber,
      @Nullable String country,
      @Nullable String address,
      @Nullable String contactName,
      @Nullable String contactEmail,
      @Nullable String contactPhone,
      @Nullable List<TypedDocument> documents) {}

  record TypedDocument(
      Document.@Nullable Kind kind,
      @Nullable String name,
      @Nullable String sha256,
      @Nullable Long sizeBytes) {}
}
