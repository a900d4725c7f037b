/** An event loop and its own threads: a Netty server and client over NIO. */
@NullMarked
package dev.lockstep.examples.netty;

import org.jspecify.annotations.NullMarked;
