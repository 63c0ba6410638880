-- Products that the platform has taken off sale: they cannot go on sale again before it is lifted.
CREATE TABLE product_suspensions (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products,
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  was_on_sale BOOLEAN NOT NULL,
  suspended_by UUID NOT NULL REFERENCES users,
  suspended_at TIMESTAMPTZ NOT NULL,
  lift_reason TEXT CHECK (length(lift_reason) BETWEEN 1 AND 500),
  lifted_by UUID REFERENCES users,
  lifted_at TIMESTAMPTZ,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
);

CREATE UNIQUE INDEX product_suspensions_open ON product_suspensions (product_id)
  WHERE lifted_at IS NULL;
CREATE INDEX product_suspensions_by_product ON product_suspensions (product_id, id);
