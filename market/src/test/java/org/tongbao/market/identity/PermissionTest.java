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
      Map.ofEntries(
          Map.entry(Role.BUYER, Set.of(Permission.OWN_ACCOUNT)),
          Map.entry(
              Role.MERCHANT_OWNER,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_ORDERS_READ,
                  Permission.SHOP_ORDERS_HANDLE,
                  Permission.SHOP_PRODUCTS_READ,
                  Permission.SHOP_PRODUCTS_EDIT,
                  Permission.SHOP_PROMOTIONS_MANAGE,
                  Permission.SHOP_SETTINGS_EDIT,
                  Permission.SHOP_FINANCE_READ,
                  Permission.SHOP_FINANCE_DECIDE,
                  Permission.SHOP_STAFF_MANAGE,
                  Permission.SHOP_INTEGRATIONS_MANAGE,
                  Permission.SHOP_DECIDE)),
          Map.entry(
              Role.MERCHANT_MANAGER,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_ORDERS_READ,
                  Permission.SHOP_ORDERS_HANDLE,
                  Permission.SHOP_PRODUCTS_READ,
                  Permission.SHOP_PRODUCTS_EDIT,
                  Permission.SHOP_PROMOTIONS_MANAGE,
                  Permission.SHOP_SETTINGS_EDIT,
                  Permission.SHOP_FINANCE_READ)),
          Map.entry(
              Role.MERCHANT_ORDERS,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_ORDERS_READ,
                  Permission.SHOP_ORDERS_HANDLE,
                  Permission.SHOP_PRODUCTS_READ)),
          Map.entry(
              Role.MERCHANT_PRODUCTS,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_PRODUCTS_READ,
                  Permission.SHOP_PRODUCTS_EDIT)),
          Map.entry(
              Role.MERCHANT_FINANCE,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_ORDERS_READ,
                  Permission.SHOP_FINANCE_READ,
                  Permission.SHOP_FINANCE_DECIDE)),
          Map.entry(
              Role.MERCHANT_READER,
              Set.of(
                  Permission.SHOP_READ,
                  Permission.SHOP_ORDERS_READ,
                  Permission.SHOP_PRODUCTS_READ,
                  Permission.SHOP_FINANCE_READ)),
          Map.entry(
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
                  Permission.PRODUCTS_MODERATE,
                  Permission.ORDERS_READ,
                  Permission.DELIVERIES_REPORT,
                  Permission.MAIL_READ,
                  Permission.AUDIT_READ,
                  Permission.INTEGRATIONS_MANAGE,
                  Permission.GOVERNANCE_PROPOSE,
                  Permission.APPEALS_RULE)),
          Map.entry(
              Role.FINANCE,
              Set.of(
                  Permission.PROMOTIONS_MANAGE,
                  Permission.MONEY_READ,
                  Permission.RECONCILE,
                  Permission.WITHDRAWALS_DECIDE,
                  Permission.ORDERS_READ)),
          Map.entry(
              Role.SUPPORT,
              Set.of(
                  Permission.USERS_READ,
                  Permission.ORDERS_READ,
                  Permission.DELIVERIES_REPORT,
                  Permission.REVIEWS_MODERATE,
                  Permission.PRODUCTS_MODERATE,
                  Permission.DISPUTES_RULE)),
          Map.entry(
              Role.REVIEWER,
              Set.of(
                  Permission.MERCHANTS_REVIEW,
                  Permission.REVIEWS_MODERATE,
                  Permission.PRODUCTS_MODERATE)));

  /// Every operation and the permission it needs; text, since hundreds of entries of a map take the
  /// compiler longer than all other tests together.
  private static final String OPERATIONS =
      """
      GET    /api/v1/campaigns open
      GET    /api/v1/campaigns/{id} open
      POST   /api/v1/campaigns/{id}/claims OWN_ACCOUNT
      POST   /api/v1/campaigns/{id}/recharges OWN_ACCOUNT
      GET    /api/v1/cart open
      DELETE /api/v1/cart/lines/{variantId} open
      PUT    /api/v1/cart/lines/{variantId} open
      GET    /api/v1/cashback-rates open
      GET    /api/v1/cashback-rates/{currency} open
      PUT    /api/v1/cashback-rates/{currency} PROMOTIONS_MANAGE
      GET    /api/v1/categories open
      POST   /api/v1/categories CATEGORIES_EDIT
      DELETE /api/v1/categories/{id} CATEGORIES_EDIT
      GET    /api/v1/categories/{id} open
      PUT    /api/v1/categories/{id} CATEGORIES_EDIT
      GET    /api/v1/chain open
      GET    /api/v1/chain/accounts/{address} open
      GET    /api/v1/chain/blocks open
      GET    /api/v1/chain/blocks/{block} open
      GET    /api/v1/chain/tokens open
      GET    /api/v1/chain/transactions/{hash} open
      POST   /api/v1/checkout/quote OWN_ACCOUNT
      GET    /api/v1/csrf-token open
      GET    /api/v1/currencies open
      GET    /api/v1/currencies/{code} open
      POST   /api/v1/email-proofs open
      GET    /api/v1/me OWN_ACCOUNT
      PATCH  /api/v1/me OWN_ACCOUNT
      GET    /api/v1/me/addresses OWN_ACCOUNT
      POST   /api/v1/me/addresses OWN_ACCOUNT
      DELETE /api/v1/me/addresses/{id} OWN_ACCOUNT
      GET    /api/v1/me/addresses/{id} OWN_ACCOUNT
      PUT    /api/v1/me/addresses/{id} OWN_ACCOUNT
      GET    /api/v1/me/affiliate OWN_ACCOUNT
      POST   /api/v1/me/affiliate OWN_ACCOUNT
      GET    /api/v1/me/affiliate/commissions OWN_ACCOUNT
      GET    /api/v1/me/email OWN_ACCOUNT
      POST   /api/v1/me/email-changes OWN_ACCOUNT
      POST   /api/v1/me/email-proofs OWN_ACCOUNT
      GET    /api/v1/me/favourite-products OWN_ACCOUNT
      DELETE /api/v1/me/favourite-products/{productId} OWN_ACCOUNT
      PUT    /api/v1/me/favourite-products/{productId} OWN_ACCOUNT
      GET    /api/v1/me/favourite-shops OWN_ACCOUNT
      DELETE /api/v1/me/favourite-shops/{shopId} OWN_ACCOUNT
      PUT    /api/v1/me/favourite-shops/{shopId} OWN_ACCOUNT
      GET    /api/v1/me/merchants OWN_ACCOUNT
      DELETE /api/v1/me/merchants/{merchantId} OWN_ACCOUNT
      GET    /api/v1/me/notification-preferences OWN_ACCOUNT
      PUT    /api/v1/me/notification-preferences/{topic} OWN_ACCOUNT
      GET    /api/v1/me/notifications OWN_ACCOUNT
      PUT    /api/v1/me/notifications/read-mark OWN_ACCOUNT
      GET    /api/v1/me/notifications/unread-count OWN_ACCOUNT
      PUT    /api/v1/me/notifications/{id}/read-mark OWN_ACCOUNT
      POST   /api/v1/me/passkey-challenges OWN_ACCOUNT
      GET    /api/v1/me/passkeys OWN_ACCOUNT
      POST   /api/v1/me/passkeys OWN_ACCOUNT
      DELETE /api/v1/me/passkeys/{id} OWN_ACCOUNT
      PATCH  /api/v1/me/passkeys/{id} OWN_ACCOUNT
      PUT    /api/v1/me/password OWN_ACCOUNT
      GET    /api/v1/me/reviews OWN_ACCOUNT
      POST   /api/v1/me/reviews/{id}/signature OWN_ACCOUNT
      DELETE /api/v1/me/second-factor OWN_ACCOUNT
      GET    /api/v1/me/second-factor OWN_ACCOUNT
      POST   /api/v1/me/second-factor OWN_ACCOUNT
      PUT    /api/v1/me/second-factor/confirmation OWN_ACCOUNT
      POST   /api/v1/me/second-factor/recovery-codes OWN_ACCOUNT
      GET    /api/v1/me/uploads OWN_ACCOUNT
      POST   /api/v1/me/uploads OWN_ACCOUNT
      DELETE /api/v1/me/uploads/{hash} OWN_ACCOUNT
      GET    /api/v1/me/voucher-claims OWN_ACCOUNT
      POST   /api/v1/me/voucher-codes OWN_ACCOUNT
      GET    /api/v1/me/voucher-holdings OWN_ACCOUNT
      GET    /api/v1/me/voucher-movements OWN_ACCOUNT
      GET    /api/v1/me/voucher-recharges OWN_ACCOUNT
      POST   /api/v1/me/voucher-recharges/{id}/signature OWN_ACCOUNT
      GET    /api/v1/me/vouchers OWN_ACCOUNT
      GET    /api/v1/me/wallets OWN_ACCOUNT
      POST   /api/v1/me/wallets OWN_ACCOUNT
      DELETE /api/v1/me/wallets/{wallet} OWN_ACCOUNT
      GET    /api/v1/merchant-conditions open
      GET    /api/v1/merchant-conditions/{currency} open
      PUT    /api/v1/merchant-conditions/{currency} CONDITIONS_SET
      POST   /api/v1/merchants OWN_ACCOUNT
      GET    /api/v1/merchants/{merchantId} open
      GET    /api/v1/merchants/{merchantId}/affiliate-rate open
      PUT    /api/v1/merchants/{merchantId}/affiliate-rate SHOP_PROMOTIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/api-keys SHOP_INTEGRATIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/api-keys SHOP_INTEGRATIONS_MANAGE
      DELETE /api/v1/merchants/{merchantId}/api-keys/{id} SHOP_INTEGRATIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/application SHOP_DECIDE
      PUT    /api/v1/merchants/{merchantId}/application SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/application/documents SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/application/documents/{hash} SHOP_DECIDE
      PUT    /api/v1/merchants/{merchantId}/application/documents/{hash} SHOP_DECIDE
      POST   /api/v1/merchants/{merchantId}/bond-postings SHOP_DECIDE
      POST   /api/v1/merchants/{merchantId}/bond-withdrawals SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/bookings SHOP_ORDERS_READ
      GET    /api/v1/merchants/{merchantId}/campaigns SHOP_READ
      POST   /api/v1/merchants/{merchantId}/campaigns SHOP_PROMOTIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/campaigns/{id} SHOP_READ
      POST   /api/v1/merchants/{merchantId}/campaigns/{id}/codes SHOP_PROMOTIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/campaigns/{id}/fundings SHOP_FINANCE_DECIDE
      POST   /api/v1/merchants/{merchantId}/campaigns/{id}/grants SHOP_PROMOTIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/delivery-methods open
      POST   /api/v1/merchants/{merchantId}/delivery-methods SHOP_SETTINGS_EDIT
      GET    /api/v1/merchants/{merchantId}/delivery-methods/all SHOP_READ
      DELETE /api/v1/merchants/{merchantId}/delivery-methods/{id} SHOP_SETTINGS_EDIT
      GET    /api/v1/merchants/{merchantId}/delivery-methods/{id} SHOP_READ
      PUT    /api/v1/merchants/{merchantId}/delivery-methods/{id} SHOP_SETTINGS_EDIT
      GET    /api/v1/merchants/{merchantId}/media SHOP_PRODUCTS_READ
      POST   /api/v1/merchants/{merchantId}/media SHOP_PRODUCTS_EDIT
      DELETE /api/v1/merchants/{merchantId}/media/{hash} SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/orders SHOP_ORDERS_READ
      GET    /api/v1/merchants/{merchantId}/orders/{id} SHOP_ORDERS_READ
      POST   /api/v1/merchants/{merchantId}/orders/{id}/appeals SHOP_ORDERS_HANDLE
      GET    /api/v1/merchants/{merchantId}/orders/{id}/booking SHOP_ORDERS_READ
      POST   /api/v1/merchants/{merchantId}/orders/{id}/booking/answer SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/booking/fulfilment SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/booking/proposal-answer SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/booking/proposals SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/cancellation SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/payout-acknowledgement SHOP_FINANCE_DECIDE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/pickup SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/refund-answer SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/refunds SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/shipment SHOP_ORDERS_HANDLE
      POST   /api/v1/merchants/{merchantId}/orders/{id}/signatures SHOP_DECIDE
      PUT    /api/v1/merchants/{merchantId}/payout-account SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/products SHOP_PRODUCTS_READ
      POST   /api/v1/merchants/{merchantId}/products SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/products/export SHOP_PRODUCTS_READ
      POST   /api/v1/merchants/{merchantId}/products/import SHOP_PRODUCTS_EDIT
      DELETE /api/v1/merchants/{merchantId}/products/{id} SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/products/{id} SHOP_PRODUCTS_READ
      PUT    /api/v1/merchants/{merchantId}/products/{id} SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/products/{id}/price-changes SHOP_PRODUCTS_READ
      POST   /api/v1/merchants/{merchantId}/products/{id}/publication SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/products/{id}/schedule SHOP_PRODUCTS_READ
      PUT    /api/v1/merchants/{merchantId}/products/{id}/schedule SHOP_PRODUCTS_EDIT
      POST   /api/v1/merchants/{merchantId}/products/{id}/variants SHOP_PRODUCTS_EDIT
      DELETE /api/v1/merchants/{merchantId}/products/{id}/variants/{variantId} SHOP_PRODUCTS_EDIT
      PUT    /api/v1/merchants/{merchantId}/products/{id}/variants/{variantId} SHOP_PRODUCTS_EDIT
      POST   /api/v1/merchants/{merchantId}/products/{id}/withdrawal SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/rating open
      GET    /api/v1/merchants/{merchantId}/reviews SHOP_ORDERS_READ
      POST   /api/v1/merchants/{merchantId}/reviews/{id}/answer SHOP_ORDERS_HANDLE
      GET    /api/v1/merchants/{merchantId}/settings SHOP_READ
      PUT    /api/v1/merchants/{merchantId}/settings SHOP_SETTINGS_EDIT
      POST   /api/v1/merchants/{merchantId}/shipments SHOP_ORDERS_HANDLE
      GET    /api/v1/merchants/{merchantId}/staff SHOP_READ
      GET    /api/v1/merchants/{merchantId}/staff-invitations SHOP_STAFF_MANAGE
      POST   /api/v1/merchants/{merchantId}/staff-invitations SHOP_STAFF_MANAGE
      DELETE /api/v1/merchants/{merchantId}/staff-invitations/{id} SHOP_STAFF_MANAGE
      DELETE /api/v1/merchants/{merchantId}/staff/{userId} SHOP_STAFF_MANAGE
      PUT    /api/v1/merchants/{merchantId}/staff/{userId} SHOP_STAFF_MANAGE
      GET    /api/v1/merchants/{merchantId}/statistics SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/statistics/products SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/statistics/visits SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/variants/{variantId}/stock SHOP_PRODUCTS_READ
      PUT    /api/v1/merchants/{merchantId}/variants/{variantId}/stock SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/variants/{variantId}/stock/movements SHOP_PRODUCTS_READ
      POST   /api/v1/merchants/{merchantId}/variants/{variantId}/stock/receipts SHOP_PRODUCTS_EDIT
      GET    /api/v1/merchants/{merchantId}/wallet SHOP_FINANCE_READ
      POST   /api/v1/merchants/{merchantId}/wallet/recharges SHOP_FINANCE_DECIDE
      GET    /api/v1/merchants/{merchantId}/wallet/recharges/{id} SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/wallet/statement SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/wallet/statement.csv SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/wallet/statements SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/wallet/statements/file SHOP_FINANCE_READ
      GET    /api/v1/merchants/{merchantId}/wallet/withdrawals SHOP_FINANCE_READ
      POST   /api/v1/merchants/{merchantId}/wallet/withdrawals SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/wallet/withdrawals/{id} SHOP_FINANCE_READ
      POST   /api/v1/merchants/{merchantId}/wallet/withdrawals/{id}/signature SHOP_DECIDE
      GET    /api/v1/merchants/{merchantId}/webhooks SHOP_INTEGRATIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/webhooks SHOP_INTEGRATIONS_MANAGE
      DELETE /api/v1/merchants/{merchantId}/webhooks/{id} SHOP_INTEGRATIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/webhooks/{id} SHOP_INTEGRATIONS_MANAGE
      PUT    /api/v1/merchants/{merchantId}/webhooks/{id} SHOP_INTEGRATIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/webhooks/{id}/messages SHOP_INTEGRATIONS_MANAGE
      GET    /api/v1/merchants/{merchantId}/webhooks/{id}/messages/{messageId} SHOP_INTEGRATIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/webhooks/{id}/ping SHOP_INTEGRATIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/webhooks/{id}/replays SHOP_INTEGRATIONS_MANAGE
      POST   /api/v1/merchants/{merchantId}/webhooks/{id}/secret SHOP_INTEGRATIONS_MANAGE
      GET    /api/v1/orders OWN_ACCOUNT
      POST   /api/v1/orders OWN_ACCOUNT
      GET    /api/v1/orders/parts OWN_ACCOUNT
      GET    /api/v1/orders/{number} OWN_ACCOUNT
      POST   /api/v1/orders/{number}/cancellation OWN_ACCOUNT
      GET    /api/v1/orders/{number}/parts/{id} OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/appeals OWN_ACCOUNT
      GET    /api/v1/orders/{number}/parts/{id}/booking OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/booking/proposal-answer OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/booking/proposals OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/cancellation OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/claim-withdrawal OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/disputes OWN_ACCOUNT
      GET    /api/v1/orders/{number}/parts/{id}/pickup-code OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/receipt OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/refund-requests OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/reviews OWN_ACCOUNT
      POST   /api/v1/orders/{number}/parts/{id}/signatures OWN_ACCOUNT
      POST   /api/v1/orders/{number}/payments OWN_ACCOUNT
      POST   /api/v1/passkey-challenges open
      POST   /api/v1/password-recoveries open
      POST   /api/v1/password-recoveries/completion open
      GET    /api/v1/payment-methods open
      POST   /api/v1/payments/notifications/{institution} open
      GET    /api/v1/payments/{id} OWN_ACCOUNT
      GET    /api/v1/platform/api-keys INTEGRATIONS_MANAGE
      POST   /api/v1/platform/api-keys INTEGRATIONS_MANAGE
      DELETE /api/v1/platform/api-keys/{id} INTEGRATIONS_MANAGE
      GET    /api/v1/platform/audit-entries AUDIT_READ
      GET    /api/v1/platform/campaigns PROMOTIONS_MANAGE
      POST   /api/v1/platform/campaigns PROMOTIONS_MANAGE
      GET    /api/v1/platform/campaigns/{id} PROMOTIONS_MANAGE
      POST   /api/v1/platform/campaigns/{id}/codes PROMOTIONS_MANAGE
      POST   /api/v1/platform/campaigns/{id}/fundings PROMOTIONS_MANAGE
      POST   /api/v1/platform/campaigns/{id}/grants PROMOTIONS_MANAGE
      GET    /api/v1/platform/mails MAIL_READ
      GET    /api/v1/platform/mails/{id} MAIL_READ
      POST   /api/v1/platform/mails/{id}/delivery MAIL_READ
      GET    /api/v1/platform/merchants MERCHANTS_REVIEW
      GET    /api/v1/platform/merchants/{id} MERCHANTS_REVIEW
      POST   /api/v1/platform/merchants/{id}/approval MERCHANTS_REVIEW
      GET    /api/v1/platform/merchants/{id}/documents MERCHANTS_REVIEW
      GET    /api/v1/platform/merchants/{id}/documents/{hash} MERCHANTS_REVIEW
      POST   /api/v1/platform/merchants/{id}/refusal MERCHANTS_REVIEW
      POST   /api/v1/platform/merchants/{id}/reinstatement MERCHANTS_REVIEW
      POST   /api/v1/platform/merchants/{id}/return MERCHANTS_REVIEW
      POST   /api/v1/platform/merchants/{id}/suspension MERCHANTS_REVIEW
      GET    /api/v1/platform/orders ORDERS_READ
      GET    /api/v1/platform/orders/{id} ORDERS_READ
      POST   /api/v1/platform/orders/{id}/appeal-ruling APPEALS_RULE
      POST   /api/v1/platform/orders/{id}/delivery DELIVERIES_REPORT
      POST   /api/v1/platform/orders/{id}/ruling DISPUTES_RULE
      GET    /api/v1/platform/point-pots/{currency} PROMOTIONS_MANAGE
      POST   /api/v1/platform/point-pots/{currency}/fundings PROMOTIONS_MANAGE
      GET    /api/v1/platform/products PRODUCTS_MODERATE
      GET    /api/v1/platform/products/{id} PRODUCTS_MODERATE
      POST   /api/v1/platform/products/{id}/reinstatement PRODUCTS_MODERATE
      POST   /api/v1/platform/products/{id}/suspension PRODUCTS_MODERATE
      GET    /api/v1/platform/reconciliation-differences MONEY_READ
      PUT    /api/v1/platform/reconciliation-differences/{id}/resolution RECONCILE
      GET    /api/v1/platform/reconciliations MONEY_READ
      POST   /api/v1/platform/reconciliations RECONCILE
      PUT    /api/v1/platform/reconciliations/{institution}/days/{day}/statement RECONCILE
      GET    /api/v1/platform/reviews REVIEWS_MODERATE
      POST   /api/v1/platform/reviews/{id}/concealment REVIEWS_MODERATE
      POST   /api/v1/platform/reviews/{id}/report-dismissal REVIEWS_MODERATE
      POST   /api/v1/platform/reviews/{id}/restoration REVIEWS_MODERATE
      GET    /api/v1/platform/sponsor/{currency} PROMOTIONS_MANAGE
      GET    /api/v1/platform/sponsor/{currency}/fundings PROMOTIONS_MANAGE
      POST   /api/v1/platform/sponsor/{currency}/fundings PROMOTIONS_MANAGE
      GET    /api/v1/platform/staff-invitations ROLES_GRANT
      POST   /api/v1/platform/staff-invitations ROLES_GRANT
      DELETE /api/v1/platform/staff-invitations/{id} ROLES_GRANT
      GET    /api/v1/platform/statements MONEY_READ
      GET    /api/v1/platform/statements/file MONEY_READ
      GET    /api/v1/platform/statistics MONEY_READ
      GET    /api/v1/platform/treasury MONEY_READ
      GET    /api/v1/platform/treasury/days MONEY_READ
      GET    /api/v1/platform/two-person-limits MONEY_READ
      POST   /api/v1/platform/two-person-limits/{currency}/proposals GOVERNANCE_PROPOSE
      GET    /api/v1/platform/webhooks INTEGRATIONS_MANAGE
      POST   /api/v1/platform/webhooks INTEGRATIONS_MANAGE
      DELETE /api/v1/platform/webhooks/{id} INTEGRATIONS_MANAGE
      GET    /api/v1/platform/webhooks/{id} INTEGRATIONS_MANAGE
      PUT    /api/v1/platform/webhooks/{id} INTEGRATIONS_MANAGE
      GET    /api/v1/platform/webhooks/{id}/messages INTEGRATIONS_MANAGE
      GET    /api/v1/platform/webhooks/{id}/messages/{messageId} INTEGRATIONS_MANAGE
      POST   /api/v1/platform/webhooks/{id}/ping INTEGRATIONS_MANAGE
      POST   /api/v1/platform/webhooks/{id}/replays INTEGRATIONS_MANAGE
      POST   /api/v1/platform/webhooks/{id}/secret INTEGRATIONS_MANAGE
      GET    /api/v1/platform/withdrawals MONEY_READ
      GET    /api/v1/platform/withdrawals/{id} MONEY_READ
      PUT    /api/v1/platform/withdrawals/{id}/approval WITHDRAWALS_DECIDE
      PUT    /api/v1/platform/withdrawals/{id}/payout WITHDRAWALS_DECIDE
      PUT    /api/v1/platform/withdrawals/{id}/rejection WITHDRAWALS_DECIDE
      GET    /api/v1/point-rules open
      GET    /api/v1/point-rules/{currency} open
      PUT    /api/v1/point-rules/{currency} PROMOTIONS_MANAGE
      GET    /api/v1/products open
      GET    /api/v1/products/suggestions open
      GET    /api/v1/products/{id} open
      GET    /api/v1/products/{id}/related open
      GET    /api/v1/products/{id}/reviews open
      GET    /api/v1/products/{id}/slots open
      DELETE /api/v1/recently-viewed open
      GET    /api/v1/recently-viewed open
      PUT    /api/v1/recently-viewed/{productId} open
      POST   /api/v1/referrals open
      GET    /api/v1/reviews/{id} open
      POST   /api/v1/reviews/{id}/follow-up OWN_ACCOUNT
      POST   /api/v1/reviews/{id}/reports OWN_ACCOUNT
      DELETE /api/v1/reviews/{id}/vote OWN_ACCOUNT
      PUT    /api/v1/reviews/{id}/vote OWN_ACCOUNT
      GET    /api/v1/sessions OWN_ACCOUNT
      POST   /api/v1/sessions open
      DELETE /api/v1/sessions/current OWN_ACCOUNT
      DELETE /api/v1/sessions/others OWN_ACCOUNT
      POST   /api/v1/sessions/passkey open
      POST   /api/v1/sessions/second-factor open
      POST   /api/v1/sessions/wallet open
      DELETE /api/v1/sessions/{id} OWN_ACCOUNT
      POST   /api/v1/staff-invitations/acceptance OWN_ACCOUNT
      POST   /api/v1/staff-invitations/registration open
      GET    /api/v1/users USERS_READ
      POST   /api/v1/users open
      GET    /api/v1/users/{id} USERS_READ
      DELETE /api/v1/users/{id}/disablement ROLES_GRANT
      PUT    /api/v1/users/{id}/disablement ROLES_GRANT
      POST   /api/v1/users/{id}/invitations ROLES_GRANT
      DELETE /api/v1/users/{id}/roles/{role} ROLES_GRANT
      PUT    /api/v1/users/{id}/roles/{role} ROLES_GRANT
      DELETE /api/v1/users/{id}/sessions ROLES_GRANT
      GET    /api/v1/wallet OWN_ACCOUNT
      POST   /api/v1/wallet-challenges open
      DELETE /api/v1/wallet/account OWN_ACCOUNT
      PUT    /api/v1/wallet/account OWN_ACCOUNT
      POST   /api/v1/wallet/account-challenges OWN_ACCOUNT
      POST   /api/v1/wallet/key-export OWN_ACCOUNT
      POST   /api/v1/wallet/recharges OWN_ACCOUNT
      GET    /api/v1/wallet/recharges/{id} OWN_ACCOUNT
      GET    /api/v1/wallet/statement OWN_ACCOUNT
      GET    /api/v1/wallet/statement.csv OWN_ACCOUNT
      GET    /api/v1/wallet/statements OWN_ACCOUNT
      GET    /api/v1/wallet/statements/file OWN_ACCOUNT
      GET    /api/v1/wallet/withdrawals OWN_ACCOUNT
      POST   /api/v1/wallet/withdrawals OWN_ACCOUNT
      GET    /api/v1/wallet/withdrawals/{id} OWN_ACCOUNT
      POST   /api/v1/wallet/withdrawals/{id}/signature OWN_ACCOUNT
      """;

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

    Map<String, String> expected = new TreeMap<>();
    for (String line : OPERATIONS.lines().toList()) {
      String[] words = line.split(" +", 3);
      expected.put(words[0] + " " + words[1], words[2]);
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void aRoleAtAMerchantSaysNothingElsewhere() {
    MerchantId shop = new MerchantId(UUID.randomUUID());
    MerchantId other = new MerchantId(UUID.randomUUID());
    Caller staff = caller(new Grant(Role.MERCHANT_ORDERS, shop));

    assertThat(staff.may(Permission.SHOP_ORDERS_HANDLE, shop)).isTrue();
    assertThat(staff.may(Permission.SHOP_DECIDE, shop)).isFalse();
    assertThat(staff.may(Permission.SHOP_ORDERS_HANDLE, other)).isFalse();
    assertThat(staff.may(Permission.SHOP_ORDERS_HANDLE)).isFalse();
    assertThat(caller(Grant.of(Role.ADMINISTRATOR)).may(Permission.SHOP_READ, shop)).isFalse();
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
