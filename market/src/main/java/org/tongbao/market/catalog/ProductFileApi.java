package org.tongbao.market.catalog;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.catalog.ProductImport.Problem;
import org.tongbao.market.catalog.ProductImport.Report;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Texts;

/// A shop's products as files.
@RestController
@RequestMapping("/api/v1/merchants/{merchantId}/products")
final class ProductFileApi {
  private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

  private final ProductImport importing;
  private final ProductExport exporting;

  ProductFileApi(ProductImport importing, ProductExport exporting) {
    this.importing = importing;
    this.exporting = exporting;
  }

  /// `dryRun` reports what is wrong and changes nothing. Otherwise a file with something wrong is
  /// refused as a whole, unless `skipBad` asks for the products that are right.
  @PostMapping(path = "/import", consumes = "text/csv")
  @Needs(Permission.SHOP_PRODUCTS_EDIT)
  ReportView read(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean skipBad,
      @RequestBody byte[] content,
      Locale locale) {
    MerchantId shop = caller.shop(merchantId);
    Report report =
        importing.run(shop, content, new ProductImport.Options(dryRun, skipBad), caller.user());
    Texts texts = Texts.of(Language.find(locale.getLanguage()).orElse(Language.EN));
    if (!dryRun && !skipBad && !report.problems().isEmpty()) {
      Problem first = report.problems().getFirst();
      throw new DomainException(
          CatalogError.FILE_REFUSED,
          String.valueOf(report.problems().size()),
          String.valueOf(first.line()),
          first.column(),
          title(first, texts));
    }
    return ReportView.of(report, dryRun, texts);
  }

  /// The part after `cursor`; a header `Link` names the next one, if there is more.
  @GetMapping(path = "/export", produces = "text/csv")
  @Needs(Permission.SHOP_PRODUCTS_READ)
  ResponseEntity<byte[]> write(
      Caller caller,
      @PathVariable String merchantId,
      @RequestParam(required = false) @Nullable String cursor) {
    MerchantId shop = caller.shop(merchantId);
    ProductExport.Part part = exporting.part(shop, cursor);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(CSV)
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("products.csv").build().toString());
    if (part.next() != null) {
      answer.header(
          HttpHeaders.LINK,
          "</api/v1/merchants/"
              + shop
              + "/products/export?cursor="
              + part.next()
              + ">; rel=\"next\"");
    }
    return answer.body(part.content());
  }

  private static String title(Problem problem, Texts texts) {
    DomainException refusal = problem.refusal();
    return texts.get("error." + refusal.code().code() + ".title", refusal.arguments().toArray());
  }

  record ReportView(
      boolean dryRun, int rows, int added, int changed, int unchanged, List<ProblemView> problems) {
    static ReportView of(Report report, boolean dryRun, Texts texts) {
      return new ReportView(
          dryRun,
          report.rows(),
          report.added(),
          report.changed(),
          report.unchanged(),
          report.problems().stream()
              .map(
                  it ->
                      new ProblemView(
                          it.line(), it.column(), it.refusal().code().code(), title(it, texts)))
              .toList());
    }
  }

  /// `line` is where the row begins; `code` is one of the codes of refusals.
  record ProblemView(int line, String column, String code, String reason) {}
}
