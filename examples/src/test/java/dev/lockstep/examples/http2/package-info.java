/** HTTP/2 without TLS: the JDK's client and a Netty server. */
@NullMarked
package dev.lockstep.examples.http2;

import org.jspecify.annotations.NullMarked;
