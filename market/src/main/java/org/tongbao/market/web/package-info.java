/// The shell of every page and of the REST API: language, layout data, assets, security, request
/// ids, and the one mapper from refusals to answers.
@NullMarked
package org.tongbao.market.web;

import org.jspecify.annotations.NullMarked;
