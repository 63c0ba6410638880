package org.tongbao.market.web;

/// The page that says what went wrong and what to do.
public record ErrorPage(Frame frame, int status, String title, String detail, String code) {}
