/// `backup` and `restore`: everything that an application keeps, in one file and out of it again.
@NullMarked
package org.tongbao.app.backup;

import org.jspecify.annotations.NullMarked;
