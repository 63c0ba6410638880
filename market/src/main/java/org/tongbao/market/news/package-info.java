/// What has happened in the marketplace, kept for those who tell it to others afterwards.
@NullMarked
package org.tongbao.market.news;

import org.jspecify.annotations.NullMarked;
