package dev.lockstep.examples.raft;

import java.util.Map;
import java.util.function.Consumer;

/**
 * What a test sees of a member of the cluster: the one type that the test and the member's own classes have in common, so it
 * uses nothing but the JDK.
 */
public interface Member {
    /**
     * Joins the cluster.
     *
     * @param name its name, which is also that of its host
     * @param roles told of every role it takes: {@code Leader}, {@code Follower}
     */
    void join(String name, Consumer<String> roles) throws Exception;

    /** Writes to the replicated map; returns when a majority has the entry, and throws if there is no leader. */
    void put(String key, String value) throws Exception;

    /** What it has applied of the replicated map. */
    Map<String, String> content();

    /** The name of the leader it follows, itself included, or empty. */
    String leader();

    /** The term it is in. */
    long term();

    /** The bounds that follow from its configuration. */
    Bounds bounds();

    /**
     * How long things may take, ms, apart from the network.
     *
     * @param election from the loss of the leader to the next one, among those who still have a majority
     * @param stepDown from the loss of the majority to the leader's stepping down
     * @param write from a write to its being applied by all members that the leader reaches
     * @param merge from the end of a partition to one cluster with equal logs
     */
    record Bounds(long election, long stepDown, long write, long merge) {}
}
