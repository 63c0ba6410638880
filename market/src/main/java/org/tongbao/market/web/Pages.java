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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/// Makes pages from templates. A template takes one typed record, named `page`, whose first
/// component is the [Frame].
@Component
public final class Pages implements HandlerMethodArgumentResolver {
  /// Pages are kept by the browser that asked alone, and asked for anew before they are shown.
  private static final String FRESH = "no-cache, private";

  // Templates are compiled with the application; nothing is compiled at run time.
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final ShownCurrency shownCurrency;
  private final Visitors visitors;
  private final CartCount cartCount;
  private final UnreadCount unreadCount;
  private final Assets assets;

  Pages(
      ShownCurrency shownCurrency,
      Visitors visitors,
      CartCount cartCount,
      UnreadCount unreadCount,
      Assets assets) {
    this.shownCurrency = shownCurrency;
    this.visitors = visitors;
    this.cartCount = cartCount;
    this.unreadCount = unreadCount;
    this.assets = assets;
  }

  /// The page of `template` (its file without the ending) as a view that a controller returns.
  public View of(String template, Record page) {
    return new HtmlView(template, page, HttpServletResponse.SC_OK, FRESH);
  }

  /// [#of] something that is shown this once, which nothing on the way or in the browser may keep.
  public View secret(String template, Record page) {
    return new HtmlView(template, page, HttpServletResponse.SC_OK, "no-store");
  }

  /// [#of] a form that was not taken, with what was typed and why.
  public View refused(String template, Record page) {
    return new HtmlView(template, page, HttpServletResponse.SC_UNPROCESSABLE_CONTENT, FRESH);
  }

  /// Sends the browser on to another address after a `POST`, so that loading that page again
  /// repeats nothing. The answer is not on its way before the transaction around it has ended.
  public View seeOther(String path) {
    RedirectView view = new RedirectView(path);
    view.setHttp10Compatible(false);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    view.setExposeModelAttributes(false);
    return view;
  }

  /// [#seeOther], where the page says that it was done.
  ///
  /// @param notice the key of the text
  public View done(RedirectAttributes redirect, String notice, String path) {
    redirect.addFlashAttribute(Frame.NOTICE, notice);
    return seeOther(path);
  }

  Frame frame(HttpServletRequest request) {
    return Frame.of(
        request,
        shownCurrency.code(request),
        visitors.of(request),
        new Frame.Counts(cartCount.of(request), unreadCount.of(request)),
        assets);
  }

  /// A frame that asks no feature and no database: for pages that tell of a failure.
  Frame bareFrame(HttpServletRequest request) {
    return Frame.of(request, "", visitors.of(request), Frame.Counts.NONE, assets);
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
    private final int status;
    private final String keeping;

    HtmlView(String template, Record page, int status, String keeping) {
      this.template = template;
      this.page = page;
      this.status = status;
      this.keeping = keeping;
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setStatus(status);
      response.setHeader(HttpHeaders.CACHE_CONTROL, keeping);
      write(template, page, LanguageFilter.of(request), response);
    }
  }
}
