-- Which products to look at again, for the index of every process. A row is only ever added, in the
-- transaction that made the difference; `transaction` tells an index what it has seen already.
CREATE TABLE product_changes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id UUID NOT NULL,
  transaction XID8 NOT NULL DEFAULT pg_current_xact_id(),
  changed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX product_changes_by_transaction ON product_changes (transaction);
CREATE INDEX product_changes_by_changed_at ON product_changes (changed_at);

-- Whether a variant is in stock, as the keeper of the stock last said.
CREATE TABLE variant_availability (
  variant_id UUID PRIMARY KEY REFERENCES variants,
  product_id UUID NOT NULL REFERENCES products,
  available BOOLEAN NOT NULL
);

CREATE INDEX variant_availability_by_product ON variant_availability (product_id);
