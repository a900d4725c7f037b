/** java.nio.channels for simulated threads: channels, pipes and selectors, and the sockets that are views of them. */
@NullMarked
package dev.lockstep.net.nio;

import org.jspecify.annotations.NullMarked;
