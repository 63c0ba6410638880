package org.tongbao.market.web;

import org.springframework.http.HttpMethod;

/// A write that other systems bring, not browsers: what they send is signed, so it needs no token
/// against forgery. A feature declares one as a bean.
///
/// @param path with names in braces for what varies, each one segment
public record OutsideCall(HttpMethod method, String path) {}
