package dev.lockstep.examples.cluster;

import org.jspecify.annotations.Nullable;

/** What a test sees of an application that keeps its data in the cluster. Calls throw what the client library throws. */
public interface ClusterClient {
    /** A command may take as long, attempts and redirections included, ms. */
    long COMMAND_LIMIT = 2_000;

    /** So often the topology is asked for, whatever happens, ms. */
    long REFRESH = 1_000;

    /** Begins with the topology as the first two nodes know it. */
    void connect();

    /** Writes one value and waits for the answer. */
    void set(String key, String value);

    /** Reads one value. */
    @Nullable
    String get(String key);
}
