package org.tongbao.market.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Who may do what: role by permission, and permission by operation of the REST API.
final class PermissionTest {
  private static final Map<Role, Set<Permission>> ROLES =
      Map.of(
          Role.BUYER, Set.of(Permission.OWN_ACCOUNT),
          Role.MERCHANT_OWNER, Set.of(Permission.SHOP_WORK, Permission.SHOP_DECIDE),
          Role.MERCHANT_STAFF, Set.of(Permission.SHOP_WORK),
          Role.ADMINISTRATOR,
              Set.of(
                  Permission.USERS_READ,
                  Permission.ROLES_GRANT,
                  Permission.MERCHANTS_REVIEW,
                  Permission.CONDITIONS_SET,
                  Permission.PROMOTIONS_MANAGE,
                  Permission.MONEY_READ,
                  Permission.CATEGORIES_EDIT,
                  Permission.REVIEWS_MODERATE,
                  Permission.ORDERS_READ,
                  Permission.DELIVERIES_REPORT,
                  Permission.MAIL_READ,
                  Permission.AUDIT_READ,
                  Permission.INTEGRATIONS_MANAGE,
                  Permission.GOVERNANCE_PROPOSE,
                  Permission.APPEALS_RULE),
          Role.FINANCE,
              Set.of(
                  Permission.PROMOTIONS_MANAGE,
                  Permission.MONEY_READ,
                  Permission.RECONCILE,
                  Permission.WITHDRAWALS_DECIDE,
                  Permission.ORDERS_READ),
          Role.SUPPORT,
              Set.of(
                  Permission.USERS_READ,
                  Permission.ORDERS_READ,
                  Permission.DELIVERIES_REPORT,
                  Permission.REVIEWS_MODERATE,
                  Permission.DISPUTES_RULE),
          Role.REVIEWER, Set.of(Permission.MERCHANTS_REVIEW, Permission.REVIEWS_MODERATE));

  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("GET /api/v1/csrf-token", "open"),
          Map.entry("GET /api/v1/me/favourite-products", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/favourite-products/{productId}", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/favourite-products/{productId}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/favourite-shops", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/favourite-shops/{shopId}", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/favourite-shops/{shopId}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/merchants/{merchantId}/bookings", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/orders/{id}/booking", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/booking/answer", "SHOP_WORK"),
          Map.entry(
              "POST /api/v1/merchants/{merchantId}/orders/{id}/booking/fulfilment", "SHOP_WORK"),
          Map.entry(
              "POST /api/v1/merchants/{merchantId}/orders/{id}/booking/proposal-answer",
              "SHOP_WORK"),
          Map.entry(
              "POST /api/v1/merchants/{merchantId}/orders/{id}/booking/proposals", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/products/{id}/schedule", "SHOP_WORK"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/products/{id}/schedule", "SHOP_WORK"),
          Map.entry("GET /api/v1/orders/{number}/parts/{id}/booking", "OWN_ACCOUNT"),
          Map.entry(
              "POST /api/v1/orders/{number}/parts/{id}/booking/proposal-answer", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/booking/proposals", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/products/{id}/related", "open"),
          Map.entry("GET /api/v1/products/{id}/slots", "open"),
          Map.entry("DELETE /api/v1/recently-viewed", "open"),
          Map.entry("GET /api/v1/recently-viewed", "open"),
          Map.entry("PUT /api/v1/recently-viewed/{productId}", "open"),
          Map.entry("GET /api/v1/chain", "open"),
          Map.entry("GET /api/v1/chain/accounts/{address}", "open"),
          Map.entry("GET /api/v1/chain/blocks", "open"),
          Map.entry("GET /api/v1/chain/blocks/{block}", "open"),
          Map.entry("GET /api/v1/chain/tokens", "open"),
          Map.entry("GET /api/v1/chain/transactions/{hash}", "open"),
          Map.entry("GET /api/v1/currencies", "open"),
          Map.entry("GET /api/v1/me/uploads", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/uploads", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/uploads/{hash}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/products/{id}/reviews", "open"),
          Map.entry("GET /api/v1/merchants/{merchantId}/rating", "open"),
          Map.entry("GET /api/v1/reviews/{id}", "open"),
          Map.entry("GET /api/v1/me/reviews", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/reviews", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/reviews/{id}/follow-up", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/reviews/{id}/vote", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/reviews/{id}/vote", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/reviews/{id}/reports", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/merchants/{merchantId}/reviews", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/reviews/{id}/answer", "SHOP_WORK"),
          Map.entry("GET /api/v1/platform/reviews", "REVIEWS_MODERATE"),
          Map.entry("POST /api/v1/platform/reviews/{id}/concealment", "REVIEWS_MODERATE"),
          Map.entry("POST /api/v1/platform/reviews/{id}/restoration", "REVIEWS_MODERATE"),
          Map.entry("POST /api/v1/platform/reviews/{id}/report-dismissal", "REVIEWS_MODERATE"),
          Map.entry("GET /api/v1/currencies/{code}", "open"),
          Map.entry("POST /api/v1/users", "open"),
          Map.entry("POST /api/v1/sessions", "open"),
          Map.entry("GET /api/v1/sessions", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/sessions/current", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/sessions/{id}", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/sessions/others", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/passkey-challenges", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/passkeys", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/passkeys", "OWN_ACCOUNT"),
          Map.entry("PATCH /api/v1/me/passkeys/{id}", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/passkeys/{id}", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/passkey-challenges", "open"),
          Map.entry("POST /api/v1/sessions/passkey", "open"),
          Map.entry("POST /api/v1/wallet-challenges", "open"),
          Map.entry("POST /api/v1/sessions/wallet", "open"),
          Map.entry("GET /api/v1/me/wallets", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/wallets", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/wallets/{wallet}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/second-factor", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/second-factor", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/second-factor/confirmation", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/second-factor/recovery-codes", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/second-factor", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/sessions/second-factor", "open"),
          Map.entry("POST /api/v1/password-recoveries", "open"),
          Map.entry("POST /api/v1/password-recoveries/completion", "open"),
          Map.entry("GET /api/v1/me/email", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/email-proofs", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/email-changes", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/email-proofs", "open"),
          Map.entry("GET /api/v1/me", "OWN_ACCOUNT"),
          Map.entry("PATCH /api/v1/me", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/password", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/addresses", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/addresses", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/addresses/{id}", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/addresses/{id}", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/me/addresses/{id}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/merchants/{merchantId}/api-keys", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/api-keys", "SHOP_DECIDE"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/api-keys/{id}", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/platform/api-keys", "INTEGRATIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/api-keys", "INTEGRATIONS_MANAGE"),
          Map.entry("DELETE /api/v1/platform/api-keys/{id}", "INTEGRATIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/audit-entries", "AUDIT_READ"),
          Map.entry("GET /api/v1/merchants/{merchantId}/webhooks", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/webhooks", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/webhooks/{id}", "SHOP_DECIDE"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/webhooks/{id}", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/webhooks/{id}/secret", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/webhooks/{id}/ping", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/webhooks/{id}/messages", "SHOP_DECIDE"),
          Map.entry(
              "GET /api/v1/merchants/{merchantId}/webhooks/{id}/messages/{messageId}",
              "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/webhooks/{id}/replays", "SHOP_DECIDE"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/webhooks/{id}", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/platform/webhooks", "INTEGRATIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/webhooks", "INTEGRATIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/webhooks/{id}", "INTEGRATIONS_MANAGE"),
          Map.entry("PUT /api/v1/platform/webhooks/{id}", "INTEGRATIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/webhooks/{id}/secret", "INTEGRATIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/webhooks/{id}/ping", "INTEGRATIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/webhooks/{id}/messages", "INTEGRATIONS_MANAGE"),
          Map.entry(
              "GET /api/v1/platform/webhooks/{id}/messages/{messageId}", "INTEGRATIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/webhooks/{id}/replays", "INTEGRATIONS_MANAGE"),
          Map.entry("DELETE /api/v1/platform/webhooks/{id}", "INTEGRATIONS_MANAGE"),
          Map.entry("GET /api/v1/me/notifications", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/notifications/unread-count", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/notifications/{id}/read-mark", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/notifications/read-mark", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/notification-preferences", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/me/notification-preferences/{topic}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/platform/mails", "MAIL_READ"),
          Map.entry("GET /api/v1/platform/mails/{id}", "MAIL_READ"),
          Map.entry("POST /api/v1/platform/mails/{id}/delivery", "MAIL_READ"),
          Map.entry("GET /api/v1/platform/reconciliations", "MONEY_READ"),
          Map.entry("POST /api/v1/platform/reconciliations", "RECONCILE"),
          Map.entry(
              "PUT /api/v1/platform/reconciliations/{institution}/days/{day}/statement",
              "RECONCILE"),
          Map.entry("GET /api/v1/platform/reconciliation-differences", "MONEY_READ"),
          Map.entry("PUT /api/v1/platform/reconciliation-differences/{id}/resolution", "RECONCILE"),
          Map.entry("GET /api/v1/me/affiliate", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/affiliate", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/affiliate/commissions", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/referrals", "open"),
          Map.entry("GET /api/v1/merchants/{merchantId}/affiliate-rate", "open"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/affiliate-rate", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/cashback-rates", "open"),
          Map.entry("GET /api/v1/cashback-rates/{currency}", "open"),
          Map.entry("PUT /api/v1/cashback-rates/{currency}", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/two-person-limits", "MONEY_READ"),
          Map.entry(
              "POST /api/v1/platform/two-person-limits/{currency}/proposals", "GOVERNANCE_PROPOSE"),
          Map.entry("GET /api/v1/me/voucher-holdings", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/voucher-movements", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/voucher-recharges", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/me/voucher-recharges/{id}/signature", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/platform/treasury", "MONEY_READ"),
          Map.entry("GET /api/v1/platform/sponsor/{currency}", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/sponsor/{currency}/fundings", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/sponsor/{currency}/fundings", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/wallet", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/wallet/statement", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/wallet/statement.csv", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/wallet/recharges", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/wallet/recharges/{id}", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/wallet", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/wallet/account-challenges", "OWN_ACCOUNT"),
          Map.entry("PUT /api/v1/wallet/account", "OWN_ACCOUNT"),
          Map.entry("DELETE /api/v1/wallet/account", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/wallet/key-export", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/wallet/withdrawals/{id}/signature", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/wallet/statement", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/wallet/statement.csv", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/wallet/recharges", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/wallet/recharges/{id}", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/wallet/withdrawals", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/wallet/withdrawals", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/wallet/withdrawals/{id}", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/platform/withdrawals", "MONEY_READ"),
          Map.entry("GET /api/v1/platform/withdrawals/{id}", "MONEY_READ"),
          Map.entry("PUT /api/v1/platform/withdrawals/{id}/approval", "WITHDRAWALS_DECIDE"),
          Map.entry("PUT /api/v1/platform/withdrawals/{id}/rejection", "WITHDRAWALS_DECIDE"),
          Map.entry("PUT /api/v1/platform/withdrawals/{id}/payout", "WITHDRAWALS_DECIDE"),
          Map.entry("GET /api/v1/payment-methods", "open"),
          Map.entry("GET /api/v1/payments/{id}", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/payments/notifications/{institution}", "open"),
          Map.entry("GET /api/v1/categories", "open"),
          Map.entry("GET /api/v1/categories/{id}", "open"),
          Map.entry("POST /api/v1/categories", "CATEGORIES_EDIT"),
          Map.entry("PUT /api/v1/categories/{id}", "CATEGORIES_EDIT"),
          Map.entry("DELETE /api/v1/categories/{id}", "CATEGORIES_EDIT"),
          Map.entry("GET /api/v1/products", "open"),
          Map.entry("GET /api/v1/products/suggestions", "open"),
          Map.entry("GET /api/v1/products/{id}", "open"),
          Map.entry("GET /api/v1/merchants/{merchantId}/media", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/media", "SHOP_WORK"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/media/{hash}", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/products", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/products", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/products/import", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/products/export", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/products/{id}", "SHOP_WORK"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/products/{id}", "SHOP_WORK"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/products/{id}", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/products/{id}/publication", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/products/{id}/withdrawal", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/products/{id}/price-changes", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/products/{id}/variants", "SHOP_WORK"),
          Map.entry(
              "PUT /api/v1/merchants/{merchantId}/products/{id}/variants/{variantId}", "SHOP_WORK"),
          Map.entry(
              "DELETE /api/v1/merchants/{merchantId}/products/{id}/variants/{variantId}",
              "SHOP_WORK"),
          Map.entry("GET /api/v1/cart", "open"),
          Map.entry("PUT /api/v1/cart/lines/{variantId}", "open"),
          Map.entry("DELETE /api/v1/cart/lines/{variantId}", "open"),
          Map.entry("GET /api/v1/orders", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/orders/parts", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/orders/{number}", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/payments", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/cancellation", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/orders/{number}/parts/{id}", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/cancellation", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/receipt", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/refund-requests", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/disputes", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/appeals", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/claim-withdrawal", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/orders/{number}/parts/{id}/signatures", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/orders/{number}/parts/{id}/pickup-code", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/merchants/{merchantId}/orders", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/orders/{id}", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/shipments", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/shipment", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/pickup", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/cancellation", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/refund-answer", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/refunds", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/appeals", "SHOP_WORK"),
          Map.entry(
              "POST /api/v1/merchants/{merchantId}/orders/{id}/payout-acknowledgement",
              "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/orders/{id}/signatures", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/platform/orders", "ORDERS_READ"),
          Map.entry("GET /api/v1/platform/orders/{id}", "ORDERS_READ"),
          Map.entry("POST /api/v1/platform/orders/{id}/delivery", "DELIVERIES_REPORT"),
          Map.entry("POST /api/v1/platform/orders/{id}/ruling", "DISPUTES_RULE"),
          Map.entry("POST /api/v1/platform/orders/{id}/appeal-ruling", "APPEALS_RULE"),
          Map.entry("GET /api/v1/merchant-conditions", "open"),
          Map.entry("GET /api/v1/merchant-conditions/{currency}", "open"),
          Map.entry("PUT /api/v1/merchant-conditions/{currency}", "CONDITIONS_SET"),
          Map.entry("POST /api/v1/merchants", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/merchants", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/merchants/{merchantId}", "open"),
          Map.entry("GET /api/v1/merchants/{merchantId}/application", "SHOP_DECIDE"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/application", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/settings", "SHOP_WORK"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/settings", "SHOP_DECIDE"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/payout-account", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/bond-postings", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/bond-withdrawals", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/staff", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/staff", "SHOP_DECIDE"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/staff/{userId}", "SHOP_DECIDE"),
          Map.entry("GET /api/v1/merchants/{merchantId}/delivery-methods", "open"),
          Map.entry("GET /api/v1/merchants/{merchantId}/delivery-methods/all", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/delivery-methods", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/delivery-methods/{id}", "SHOP_WORK"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/delivery-methods/{id}", "SHOP_WORK"),
          Map.entry("DELETE /api/v1/merchants/{merchantId}/delivery-methods/{id}", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/campaigns", "SHOP_WORK"),
          Map.entry("GET /api/v1/merchants/{merchantId}/campaigns/{id}", "SHOP_WORK"),
          Map.entry("POST /api/v1/merchants/{merchantId}/campaigns", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/campaigns/{id}/fundings", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/campaigns/{id}/grants", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/merchants/{merchantId}/campaigns/{id}/codes", "SHOP_DECIDE"),
          Map.entry("POST /api/v1/platform/campaigns/{id}/codes", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/me/voucher-codes", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/platform/campaigns", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/campaigns/{id}", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/campaigns", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/campaigns/{id}/fundings", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/campaigns/{id}/grants", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/campaigns", "open"),
          Map.entry("GET /api/v1/campaigns/{id}", "open"),
          Map.entry("POST /api/v1/campaigns/{id}/claims", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/campaigns/{id}/recharges", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/vouchers", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/me/voucher-claims", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/point-rules", "open"),
          Map.entry("GET /api/v1/point-rules/{currency}", "open"),
          Map.entry("PUT /api/v1/point-rules/{currency}", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/point-pots/{currency}", "PROMOTIONS_MANAGE"),
          Map.entry("POST /api/v1/platform/point-pots/{currency}/fundings", "PROMOTIONS_MANAGE"),
          Map.entry("GET /api/v1/platform/merchants", "MERCHANTS_REVIEW"),
          Map.entry("GET /api/v1/platform/merchants/{id}", "MERCHANTS_REVIEW"),
          Map.entry("POST /api/v1/platform/merchants/{id}/return", "MERCHANTS_REVIEW"),
          Map.entry("POST /api/v1/platform/merchants/{id}/refusal", "MERCHANTS_REVIEW"),
          Map.entry("POST /api/v1/platform/merchants/{id}/approval", "MERCHANTS_REVIEW"),
          Map.entry("POST /api/v1/platform/merchants/{id}/suspension", "MERCHANTS_REVIEW"),
          Map.entry("POST /api/v1/platform/merchants/{id}/reinstatement", "MERCHANTS_REVIEW"),
          Map.entry("GET /api/v1/merchants/{merchantId}/variants/{variantId}/stock", "SHOP_WORK"),
          Map.entry("PUT /api/v1/merchants/{merchantId}/variants/{variantId}/stock", "SHOP_WORK"),
          Map.entry(
              "POST /api/v1/merchants/{merchantId}/variants/{variantId}/stock/receipts",
              "SHOP_WORK"),
          Map.entry(
              "GET /api/v1/merchants/{merchantId}/variants/{variantId}/stock/movements",
              "SHOP_WORK"),
          Map.entry("POST /api/v1/orders", "OWN_ACCOUNT"),
          Map.entry("POST /api/v1/checkout/quote", "OWN_ACCOUNT"),
          Map.entry("GET /api/v1/users", "USERS_READ"),
          Map.entry("GET /api/v1/users/{id}", "USERS_READ"),
          Map.entry("DELETE /api/v1/users/{id}/sessions", "ROLES_GRANT"),
          Map.entry("POST /api/v1/users/{id}/invitations", "ROLES_GRANT"),
          Map.entry("PUT /api/v1/users/{id}/roles/{role}", "ROLES_GRANT"),
          Map.entry("DELETE /api/v1/users/{id}/roles/{role}", "ROLES_GRANT"));

  @Test
  void everyRoleGivesThesePermissionsAndNoOther() {
    for (Role role : Role.values()) {
      Set<Permission> given =
          Stream.of(Permission.values())
              .filter(permission -> permission.isGivenBy(role))
              .collect(Collectors.toSet());
      assertThat(given).as(role.name()).isEqualTo(ROLES.get(role));
    }
  }

  @Test
  void everyOperationNeedsThisPermission() {
    Map<String, String> found = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.tongbao.market")
            .stream()
            .filter(type -> type.isAnnotatedWith(RestController.class))
            .map(JavaClass::reflect)
            .forEach(type -> addOperations(type, found));

    assertThat(found).containsExactlyInAnyOrderEntriesOf(OPERATIONS);
  }

  @Test
  void aRoleAtAMerchantSaysNothingElsewhere() {
    MerchantId shop = new MerchantId(UUID.randomUUID());
    MerchantId other = new MerchantId(UUID.randomUUID());
    Caller staff = caller(new Grant(Role.MERCHANT_STAFF, shop));

    assertThat(staff.may(Permission.SHOP_WORK, shop)).isTrue();
    assertThat(staff.may(Permission.SHOP_DECIDE, shop)).isFalse();
    assertThat(staff.may(Permission.SHOP_WORK, other)).isFalse();
    assertThat(staff.may(Permission.SHOP_WORK)).isFalse();
    assertThat(caller(Grant.of(Role.ADMINISTRATOR)).may(Permission.SHOP_WORK, shop)).isFalse();
    assertThat(caller(Grant.of(Role.ADMINISTRATOR)).may(Permission.ROLES_GRANT)).isTrue();
    assertThat(staff.may(Permission.OWN_ACCOUNT)).isTrue();
  }

  @Test
  void aRoleNamesAMerchantExactlyWhereItIsAMerchants() {
    assertThatThrownBy(() -> Grant.of(Role.MERCHANT_OWNER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Grant(Role.ADMINISTRATOR, new MerchantId(UUID.randomUUID())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Caller caller(Grant grant) {
    return new Caller(new UserId(UUID.randomUUID()), UUID.randomUUID(), Set.of(grant));
  }

  private static void addOperations(Class<?> type, Map<String, String> found) {
    RequestMapping base = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
    String prefix = base == null ? "" : String.join("", base.path());
    for (Method method : type.getDeclaredMethods()) {
      RequestMapping mapping =
          AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
      if (mapping != null) {
        Needs needs = method.getAnnotation(Needs.class);
        found.put(
            mapping.method()[0] + " " + prefix + String.join("", mapping.path()),
            needs == null ? "open" : needs.value().name());
      }
    }
  }
}
