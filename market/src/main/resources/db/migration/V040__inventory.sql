-- How much of each variant there is. `on_hand` lies in the warehouse and is not sold; `reserved` is
-- the part of it that somebody is about to pay for. What can be sold is the difference, and the
-- checks make overselling impossible whatever the program does. `version` grows with `on_hand`.
CREATE TABLE stock_items (
  variant_id UUID PRIMARY KEY,
  on_hand INT NOT NULL CHECK (on_hand BETWEEN 0 AND 1000000000),
  reserved INT NOT NULL CHECK (reserved >= 0),
  version INT NOT NULL CHECK (version > 0),
  CONSTRAINT stock_items_not_oversold CHECK (reserved <= on_hand)
);

-- A reservation holds stock until a moment. It ends once: committed (sold), released (given up) or
-- expired; an expired one may be held again, and what was sold may come back.
CREATE TABLE stock_reservations (
  id UUID PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'RETURNED')),
  held_until TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX stock_reservations_due ON stock_reservations (held_until) WHERE state = 'HELD';

CREATE TABLE stock_reservation_lines (
  reservation_id UUID NOT NULL REFERENCES stock_reservations,
  variant_id UUID NOT NULL REFERENCES stock_items,
  quantity INT NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (reservation_id, variant_id)
);

CREATE INDEX stock_reservation_lines_by_variant ON stock_reservation_lines (variant_id);

-- Every change of `on_hand`: the sum of an item's movements is what it has. `on_hand` here is what
-- there was after the movement, `version` the item's after it.
CREATE TABLE stock_movements (
  variant_id UUID NOT NULL REFERENCES stock_items,
  version INT NOT NULL CHECK (version > 0),
  kind TEXT NOT NULL CHECK (kind IN ('RECEIVED', 'COUNTED', 'SOLD', 'RETURNED')),
  quantity INT NOT NULL,
  on_hand INT NOT NULL CHECK (on_hand >= 0),
  reservation_id UUID REFERENCES stock_reservations,
  moved_by UUID REFERENCES users,
  moved_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (variant_id, version),
  CONSTRAINT stock_movements_reason CHECK (
    (kind IN ('SOLD', 'RETURNED')) = (reservation_id IS NOT NULL)),
  CONSTRAINT stock_movements_sign CHECK (
    kind = 'COUNTED'
    OR kind IN ('RECEIVED', 'RETURNED') AND quantity > 0
    OR kind = 'SOLD' AND quantity < 0)
);
