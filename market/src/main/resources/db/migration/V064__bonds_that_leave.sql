-- When the part of a bond that leaves can be paid out.
ALTER TABLE merchants ADD COLUMN bond_payable_at TIMESTAMPTZ;

CREATE INDEX merchants_bonds_that_leave ON merchants (bond_payable_at)
  WHERE bond_payable_at IS NOT NULL;
