/// Assembles the application: the command line, the settings, and what the modules need from each
/// other.
@NullMarked
package org.tongbao.app;

import org.jspecify.annotations.NullMarked;
