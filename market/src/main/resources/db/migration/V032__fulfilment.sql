-- How a seller order reaches its buyer.
CREATE TABLE shipments (
  seller_order_id UUID PRIMARY KEY,
  carrier TEXT NOT NULL CHECK (length(carrier) BETWEEN 1 AND 60),
  tracking_number TEXT NOT NULL CHECK (length(tracking_number) <= 60),
  shipped_on DATE NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX shipments_by_tracking_number ON shipments (carrier, tracking_number);

-- What the carrier tells of a parcel. The same report twice is one.
CREATE TABLE shipment_events (
  id UUID PRIMARY KEY,
  seller_order_id UUID NOT NULL REFERENCES shipments,
  kind TEXT NOT NULL CHECK (kind IN ('COLLECTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED',
    'FAILED', 'RETURNED')),
  place TEXT NOT NULL,
  note TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  CONSTRAINT shipment_events_once UNIQUE (seller_order_id, kind, at)
);

-- Codes for what is fetched: the buyer shows it, the merchant types it. Only the hash is here.
CREATE TABLE pickups (
  seller_order_id UUID PRIMARY KEY,
  salt BYTEA NOT NULL CHECK (length(salt) = 32),
  code_hash BYTEA NOT NULL CHECK (length(code_hash) = 32),
  failures INT NOT NULL DEFAULT 0 CHECK (failures >= 0),
  blocked_until TIMESTAMPTZ,
  handed_over_at TIMESTAMPTZ,
  handed_over_by UUID REFERENCES users,
  created_at TIMESTAMPTZ NOT NULL
);
