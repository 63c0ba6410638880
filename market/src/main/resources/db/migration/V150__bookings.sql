-- When a service can be booked. `weekly` are openings by weekday (1 is Monday), `exceptions` the
-- openings of single days in their place; both in local time of `zone`. Without a duration each
-- opening is one slot.
CREATE TABLE service_schedules (
  product_id UUID PRIMARY KEY REFERENCES products,
  merchant_id UUID NOT NULL REFERENCES merchants,
  zone TEXT NOT NULL,
  duration_minutes INT CHECK (duration_minutes BETWEEN 5 AND 1440),
  capacity INT NOT NULL CHECK (capacity BETWEEN 1 AND 10000),
  lead_minutes INT NOT NULL CHECK (lead_minutes >= 0),
  furthest_days INT NOT NULL CHECK (furthest_days BETWEEN 1 AND 180),
  weekly JSONB NOT NULL CHECK (jsonb_typeof(weekly) = 'array'),
  exceptions JSONB NOT NULL CHECK (jsonb_typeof(exceptions) = 'array'),
  version INT NOT NULL CHECK (version > 0),
  changed_at TIMESTAMPTZ NOT NULL
);

-- Slots that somebody wanted. Each is an item of the stock, under its own id: what is held and sold
-- of it stands there. `capacity` less what is held and sold is what can be sold.
CREATE TABLE booking_slots (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products,
  starts_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  capacity INT NOT NULL CHECK (capacity >= 0),
  CONSTRAINT booking_slots_once UNIQUE (product_id, starts_at),
  CONSTRAINT booking_slots_last CHECK (ends_at > starts_at)
);

-- What a seller order of a service is about. HELD until it is paid, then REQUESTED until the shop
-- confirms it; DECLINED and CANCELLED follow the order.
CREATE TABLE bookings (
  seller_order_id UUID PRIMARY KEY REFERENCES seller_orders,
  merchant_id UUID NOT NULL REFERENCES merchants,
  buyer_id UUID NOT NULL REFERENCES users,
  product_id UUID NOT NULL REFERENCES products,
  slot_id UUID NOT NULL REFERENCES booking_slots,
  zone TEXT NOT NULL,
  quantity INT NOT NULL CHECK (quantity > 0),
  state TEXT NOT NULL CHECK (state IN ('HELD', 'REQUESTED', 'CONFIRMED', 'FULFILLED', 'DECLINED',
    'CANCELLED')),
  declined_for TEXT,
  proposed_by TEXT CHECK (proposed_by IN ('BUYER', 'MERCHANT')),
  proposed_start TIMESTAMPTZ,
  version INT NOT NULL CHECK (version > 0),
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT bookings_proposal CHECK ((proposed_by IS NULL) = (proposed_start IS NULL)),
  CONSTRAINT bookings_proposal_while_open CHECK (
    proposed_by IS NULL OR state IN ('REQUESTED', 'CONFIRMED')),
  CONSTRAINT bookings_declined_for_a_reason CHECK (state <> 'DECLINED' OR declined_for IS NOT NULL)
);

CREATE INDEX bookings_by_merchant ON bookings (merchant_id, seller_order_id);
CREATE INDEX bookings_by_slot ON bookings (slot_id);
