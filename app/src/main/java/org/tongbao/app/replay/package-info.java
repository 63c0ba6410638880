/// The commands `import` and `replay`.
@NullMarked
package org.tongbao.app.replay;

import org.jspecify.annotations.NullMarked;
