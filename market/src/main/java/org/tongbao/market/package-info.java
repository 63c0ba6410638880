/// The marketplace. A package below this one is a feature or one of the three things all features
/// stand on: `error`, `web` and `postgres`.
@NullMarked
package org.tongbao.market;

import org.jspecify.annotations.NullMarked;
