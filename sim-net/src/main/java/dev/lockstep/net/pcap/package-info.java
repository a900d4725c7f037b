/** Files of packets, for Wireshark and tshark. */
@NullMarked
package dev.lockstep.net.pcap;

import org.jspecify.annotations.NullMarked;
