/** What links carry, whatever the protocol: frames, and the bytes they are on a wire. */
@NullMarked
package dev.lockstep.net.packet;

import org.jspecify.annotations.NullMarked;
