/** The lockstep command: one class per subcommand, all output and exit codes. */
@NullMarked
package dev.lockstep.search.cli;

import org.jspecify.annotations.NullMarked;
