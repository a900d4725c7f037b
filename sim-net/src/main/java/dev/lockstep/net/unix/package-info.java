/** What stays within a host: byte streams between its threads, and the Unix-domain sockets that lead to them. */
@NullMarked
package dev.lockstep.net.unix;

import org.jspecify.annotations.NullMarked;
