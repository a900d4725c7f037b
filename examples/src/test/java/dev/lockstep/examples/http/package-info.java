/** The JDK's HTTP server and client. */
@NullMarked
package dev.lockstep.examples.http;

import org.jspecify.annotations.NullMarked;
