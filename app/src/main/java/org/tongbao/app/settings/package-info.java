/// The settings of the application: what there is, where values come from, what is refused.
@NullMarked
package org.tongbao.app.settings;

import org.jspecify.annotations.NullMarked;
