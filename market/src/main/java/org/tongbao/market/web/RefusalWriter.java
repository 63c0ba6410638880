package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.IllegalTransactionStateException;
import org.tongbao.market.error.RequestError;
import tools.jackson.databind.json.JsonMapper;

/// Writes a refusal as a page for people or as a problem document (RFC 9457) for programs.
@Component
final class RefusalWriter {
  private static final Logger log = LoggerFactory.getLogger(RefusalWriter.class);

  /// The code of the feature that knows how long ago somebody signed in.
  private static final String SIGN_IN_AGAIN = "identity.sign-in-again";

  private final Pages pages;
  private final JsonMapper json;

  RefusalWriter(Pages pages, JsonMapper json) {
    this.pages = pages;
    this.json = json;
  }

  /// Answers for a failure, and logs it when it is ours.
  void refuse(Throwable failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Refusal refusal =
        lacksKey(failure, request) ? Refusal.of(RequestError.FORM_EXPIRED) : Refusal.of(failure);
    if (refusal.isOurFault()) {
      log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    }
    write(refusal, request, response);
  }

  /// A form that happens once runs in the transaction that its key opens. One that comes without is
  /// none of ours, or cut off.
  private static boolean lacksKey(Throwable failure, HttpServletRequest request) {
    return failure instanceof IllegalTransactionStateException
        && request.getMethod().equals("POST")
        && !ErrorPages.originalPath(request).startsWith("/api/")
        && request.getParameter(Frame.KEY) == null;
  }

  void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    boolean again = refusal.code().code().equals(SIGN_IN_AGAIN);
    if ((again || refusal.code() == RequestError.SIGN_IN_NEEDED) && wantsPage(request)) {
      toSignIn(again, request, response);
      return;
    }
    if (refusal.code().isPassing()) {
      PassingRefusal.mark(request);
    }
    response.setStatus(refusal.status());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (wantsPage(request)) {
      writePage(refusal, request, response);
    } else {
      writeProblem(refusal, request, response);
    }
  }

  /// Somebody who has to sign in first is led there, and from there back to where this began.
  private static void toSignIn(
      boolean again, HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString();
    String back =
        request.getMethod().equals("GET")
            ? request.getRequestURI() + (query == null ? "" : "?" + query)
            : pathOf(request.getHeader(HttpHeaders.REFERER));
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(
        HttpHeaders.LOCATION,
        (again ? "/sign-in?again=true&next=" : "/sign-in?next=")
            + URLEncoder.encode(LocalPath.of(back, "/"), StandardCharsets.UTF_8));
  }

  private static String pathOf(@Nullable String address) {
    try {
      URI uri = address == null ? URI.create("/") : URI.create(address);
      String query = uri.getRawQuery();
      return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    } catch (IllegalArgumentException malformed) {
      return "/";
    }
  }

  private void writePage(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Frame frame = pages.bareFrame(request);
    Texts texts = frame.texts();
    ErrorPage page =
        new ErrorPage(
            frame,
            refusal.status(),
            refusal.title(texts),
            refusal.detail(texts),
            refusal.code().code());
    pages.write("error", page, frame.language(), response);
  }

  private void writeProblem(
      Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Language language = LanguageFilter.of(request);
    Texts texts = Texts.of(language);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:tongbao:error:" + refusal.code().code());
    problem.put("title", refusal.title(texts));
    problem.put("status", refusal.status());
    problem.put("detail", refusal.detail(texts));
    problem.put("code", refusal.code().code());
    problem.put("requestId", RequestIdFilter.of(request));
    byte[] body = json.writeValueAsBytes(problem);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setLocale(language.locale());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /// People get pages unless the address is for programs or the request accepts JSON and no HTML.
  static boolean wantsPage(HttpServletRequest request) {
    String path = ErrorPages.originalPath(request);
    if (path.startsWith("/api/") || path.startsWith("/actuator/")) {
      return false;
    }
    List<MediaType> accepted = accepted(request);
    return accepted.stream().noneMatch(RefusalWriter::isJson)
        || accepted.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equals("json") || type.getSubtype().endsWith("+json");
  }

  private static List<MediaType> accepted(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.ACCEPT);
    if (header == null) {
      return List.of();
    }
    try {
      return MediaType.parseMediaTypes(header);
    } catch (InvalidMediaTypeException malformed) {
      return List.of();
    }
  }
}
