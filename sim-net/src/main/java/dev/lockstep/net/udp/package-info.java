/** UDP on a simulated host: its ports and the datagrams that reach them. */
@NullMarked
package dev.lockstep.net.udp;

import org.jspecify.annotations.NullMarked;
