package org.tongbao.market.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.View;

/// Makes pages from templates. A template takes one typed record, named `page`, whose first
/// component is the [Frame].
@Component
public final class Pages implements HandlerMethodArgumentResolver {
  // Templates are compiled with the application; nothing is compiled at run time.
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final ShownCurrency shownCurrency;
  private final Assets assets;

  Pages(ShownCurrency shownCurrency, Assets assets) {
    this.shownCurrency = shownCurrency;
    this.assets = assets;
  }

  /// The page of `template` (its file without the ending) as a view that a controller returns.
  public View of(String template, Record page) {
    return new HtmlView(template, page);
  }

  Frame frame(HttpServletRequest request) {
    return Frame.of(request, shownCurrency.code(request), assets);
  }

  /// A frame that asks no feature and no database: for pages that tell of a failure.
  Frame bareFrame(HttpServletRequest request) {
    return Frame.of(request, "", assets);
  }

  /// Writes the whole page; it is rendered to its end before the first byte is sent, so that a
  /// failing template becomes an error page and not half a page.
  void write(String template, Record page, Language language, HttpServletResponse response)
      throws IOException {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template + ".jte", page, output);
    response.setContentType("text/html;charset=UTF-8");
    response.setLocale(language.locale());
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Frame.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binderFactory) {
    HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("not an HTTP request");
    }
    return frame(request);
  }

  private final class HtmlView implements View {
    private final String template;
    private final Record page;

    HtmlView(String template, Record page) {
      this.template = template;
      this.page = page;
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      write(template, page, LanguageFilter.of(request), response);
    }
  }
}
