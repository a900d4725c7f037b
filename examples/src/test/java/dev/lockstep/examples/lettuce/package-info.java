/** A client with one connection that mends itself: Lettuce, on Netty and Reactor. */
@NullMarked
package dev.lockstep.examples.lettuce;

import org.jspecify.annotations.NullMarked;
