-- When a service in a cart is to begin, as its visitor wished on the product's page. It holds nothing:
-- whether it is free is asked at checkout.
ALTER TABLE cart_lines ADD COLUMN slot_at TIMESTAMPTZ;
