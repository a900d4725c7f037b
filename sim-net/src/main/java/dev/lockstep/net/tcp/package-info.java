/** The kernel of a simulated host: ports, listeners and TCP connections as state machines driven by segments and timers. */
@NullMarked
package dev.lockstep.net.tcp;

import org.jspecify.annotations.NullMarked;
