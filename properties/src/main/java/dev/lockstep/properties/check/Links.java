package dev.lockstep.properties.check;

import dev.lockstep.net.ConnectionInfo;
import dev.lockstep.properties.testbed.SimulatedNode;
import dev.lockstep.properties.testbed.Testbed;
import java.util.Set;
import java.util.stream.Collectors;

/** Connections between nodes as the network sees them, whatever the nodes think. */
public final class Links {
    private Links() {}

    /**
     * Whether both ends hold the connections of a replica to its master. One whose master lost power is found dead by keepalive only; of one
     * that the master has closed the replica learns when the end of the stream is sent again, up to two minutes after the network healed.
     */
    public static boolean whole(Testbed testbed, SimulatedNode replica, SimulatedNode master) {
        Set<String> ends = testbed.network().connections(master.host()).stream()
                .filter(c -> c.state().equals("ESTABLISHED"))
                .map(ConnectionInfo::remote)
                .collect(Collectors.toSet());
        String address = testbed.network().address(master.host()).getHostAddress() + ":" + SimulatedNode.PORT;
        return testbed.network().connections(replica.host()).stream()
                .filter(c -> c.remote().equals(address) && c.state().equals("ESTABLISHED"))
                .allMatch(c -> ends.contains(c.local()));
    }
}
