package org.tongbao.market.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers for what the server refuses before any of our filters sees it, such as an address that
/// is none: programs get a problem document, as from everything else. The server makes it by its
/// name.
public final class ServerRefusals extends ErrorReportValve {
  private static final JsonMapper JSON = JsonMapper.shared();

  public ServerRefusals() {
    setShowReport(false);
    setShowServerInfo(false);
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    // There is no address where even the first line could not be read.
    String path = request.getRequestURI();
    if (path != null && !path.startsWith("/api/")) {
      super.report(request, response, failure);
      return;
    }
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      write(request, response);
    } catch (IOException gone) {
      container.getLogger().debug("the client went away", gone);
    }
  }

  private static void write(Request request, Response response) throws IOException {
    Refusal refusal = Refusal.ofStatus(response.getStatus());
    Language language = Language.of(request, Language.EN);
    Texts texts = Texts.of(language);
    String id = UUID.randomUUID().toString();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:tongbao:error:" + refusal.code().code());
    problem.put("title", refusal.title(texts));
    problem.put("status", refusal.status());
    problem.put("detail", refusal.detail(texts));
    problem.put("code", refusal.code().code());
    problem.put("requestId", id);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setLocale(language.locale());
    response.setHeader(RequestIdFilter.HEADER, id);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    PrintWriter writer = response.getReporter();
    if (writer != null) {
      writer.write(JSON.writeValueAsString(problem));
      response.finishResponse();
    }
  }
}
