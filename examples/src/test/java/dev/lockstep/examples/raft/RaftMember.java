package dev.lockstep.examples.raft;

import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.raft.ELECTION;
import org.jgroups.protocols.raft.RAFT;
import org.jgroups.raft.blocks.ReplicatedStateMachine;
import org.jgroups.stack.Protocol;
import org.jspecify.annotations.Nullable;

/** One JVM of an application on JGroups-Raft, as one would write it for production: it knows nothing of a simulation. */
public final class RaftMember implements Member {
    private final Map<String, String> content = new TreeMap<>();
    private @Nullable JChannel channel;
    private @Nullable ReplicatedStateMachine<String, String> map;

    /** Before it joins. */
    public RaftMember() {}

    @Override
    public void join(String name, Consumer<String> roles) throws Exception {
        try (InputStream config = RaftMember.class.getResourceAsStream("/raft.xml")) {
            channel = new JChannel(config).name(name);
        }
        map = new ReplicatedStateMachine<>(channel);
        map.addRoleChangeListener(role -> roles.accept(role.name()));
        map.addNotificationListener(new ReplicatedStateMachine.Notification<>() {
            @Override
            public void put(String key, String value, @Nullable String old) {
                content.put(key, value);
            }

            @Override
            public void remove(String key, @Nullable String old) {
                content.remove(key);
            }

            @Override
            public void get(String key, @Nullable String value) {
                // Reads change nothing.
            }
        });
        channel.connect("example");
    }

    @Override
    public void put(String key, String value) throws Exception {
        joined(map).put(key, value);
    }

    @Override
    public Map<String, String> content() {
        return new TreeMap<>(content);
    }

    @Override
    public String leader() {
        Address leader = protocol(RAFT.class).leader();
        return leader == null ? "" : leader.toString();
    }

    @Override
    public long term() {
        return protocol(RAFT.class).currentTerm();
    }

    @Override
    public Bounds bounds() {
        FD_ALL3 detector = protocol(FD_ALL3.class);
        GMS membership = protocol(GMS.class);
        MERGE3 merge = protocol(MERGE3.class);
        // A silent member is suspected at the first check after its time-out, and verified in the second round at the
        // latest.
        long exclusion = detector.getTimeout()
                + detector.getInterval()
                + 2 * protocol(VERIFY_SUSPECT2.class).getTimeout();
        return new Bounds(
                exclusion + protocol(ELECTION.class).voteTimeout(),
                // It may find out about the two others one after the other, and waits for the first to agree that the
                // second is gone.
                exclusion + 2 * membership.getViewAckCollectionTimeout(),
                // One thread sends to all: a connect to a member that is gone holds up what comes behind it.
                protocol(RAFT.class).resendInterval() + 2L * protocol(TCP.class).getSockConnTimeout(),
                merge.getMaxInterval()
                        + 2 * merge.getCheckInterval()
                        + membership.getMergeTimeout()
                        + protocol(RAFT.class).resendInterval());
    }

    private <P extends Protocol> P protocol(Class<P> type) {
        return joined(joined(channel).getProtocolStack().<P>findProtocol(type));
    }

    private static <T> T joined(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not joined, expected join() to be called before");
        }
        return part;
    }
}
