package org.tongbao.market.catalog;

/// A property with its value: an option of a variant (colour: red), an attribute to filter by, a
/// line of a specification.
public record NamedValue(String name, String value) {}
