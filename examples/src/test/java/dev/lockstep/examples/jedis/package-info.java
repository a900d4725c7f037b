/** A client with a pool of connections: Jedis. */
@NullMarked
package dev.lockstep.examples.jedis;

import org.jspecify.annotations.NullMarked;
