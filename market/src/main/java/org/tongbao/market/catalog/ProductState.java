package org.tongbao.market.catalog;

/// Where a product stands: a draft goes on sale, is withdrawn, and may come back.
public enum ProductState {
  DRAFT,
  ON_SALE,
  WITHDRAWN
}
