/** java.nio.channels for simulated threads: socket channels and selectors. */
@NullMarked
package dev.lockstep.net.nio;

import org.jspecify.annotations.NullMarked;
