/** What lies between kernels: wires with latency and bandwidth, and the rules that judge packets on them. */
@NullMarked
package dev.lockstep.net.link;

import org.jspecify.annotations.NullMarked;
