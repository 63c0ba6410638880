-- What was in stock before the stock told of it.
INSERT INTO variant_availability (variant_id, product_id, available)
SELECT s.variant_id, v.product_id, s.on_hand > s.reserved
FROM stock_items s JOIN variants v ON v.id = s.variant_id
ON CONFLICT (variant_id) DO UPDATE SET available = excluded.available;

INSERT INTO product_changes (product_id, changed_at)
SELECT DISTINCT product_id, now() FROM variant_availability;
