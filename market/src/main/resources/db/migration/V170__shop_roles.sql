-- Who works in a shop has one of six roles there. Those who were its staff run it from now on.
ALTER TABLE role_grants DROP CONSTRAINT role_grants_scope;

DELETE FROM role_grants AS lesser
USING role_grants AS owner
WHERE lesser.role = 'MERCHANT_STAFF' AND owner.role = 'MERCHANT_OWNER'
  AND owner.user_id = lesser.user_id AND owner.merchant_id = lesser.merchant_id;

UPDATE role_grants SET role = 'MERCHANT_MANAGER' WHERE role = 'MERCHANT_STAFF';

ALTER TABLE role_grants ADD CONSTRAINT role_grants_scope CHECK (
  role IN ('MERCHANT_OWNER', 'MERCHANT_MANAGER', 'MERCHANT_ORDERS', 'MERCHANT_PRODUCTS',
    'MERCHANT_FINANCE', 'MERCHANT_READER') AND merchant_id IS NOT NULL
  OR role IN ('ADMINISTRATOR', 'FINANCE', 'SUPPORT', 'REVIEWER') AND merchant_id IS NULL);

CREATE UNIQUE INDEX role_grants_one_at_a_shop ON role_grants (merchant_id, user_id)
WHERE merchant_id IS NOT NULL;

-- Keys keep what they had and get nothing beyond it: what people alone decide no key has any more,
-- and delivery methods are settings, which keys for work in a shop could not change as a whole.
UPDATE api_keys SET scopes = ARRAY(
  SELECT DISTINCT split.scope
  FROM unnest(scopes) AS old (scope)
  CROSS JOIN LATERAL unnest(
    CASE old.scope
      WHEN 'SHOP_WORK' THEN ARRAY['SHOP_READ', 'SHOP_ORDERS_READ', 'SHOP_ORDERS_HANDLE',
        'SHOP_PRODUCTS_READ', 'SHOP_PRODUCTS_EDIT']
      WHEN 'SHOP_DECIDE' THEN ARRAY['SHOP_PROMOTIONS_MANAGE', 'SHOP_FINANCE_READ',
        'SHOP_FINANCE_DECIDE']
      ELSE ARRAY[old.scope]
    END) AS split (scope)
  ORDER BY split.scope)
WHERE scopes && ARRAY['SHOP_WORK', 'SHOP_DECIDE'];
