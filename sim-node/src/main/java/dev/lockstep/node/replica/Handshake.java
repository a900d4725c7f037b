package dev.lockstep.node.replica;

import dev.lockstep.node.config.NodeConfig;
import dev.lockstep.node.config.Option;
import dev.lockstep.node.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps from a fresh connection to the first batch: AUTH, {@code _db_name}, REPLCONF, PSYNC. */
final class Handshake {
    private final NodeConfig config;
    private final Store store;
    private final ReplicationId replicationId;
    private final Consumer<LinkState> states;

    Handshake(NodeConfig config, Store store, ReplicationId replicationId, Consumer<LinkState> states) {
        this.config = config;
        this.store = store;
        this.replicationId = replicationId;
        this.states = states;
    }

    /** All steps. Returns whether the master sends batches from here on; if not, a full sync is needed. */
    boolean run(ReplicaLink link) throws IOException {
        authenticate(link);
        checkName(link);
        introduce(link);
        return ask(link);
    }

    /** AUTH, if there is a password; it is read from the configuration each time. */
    void authenticate(ReplicaLink link) throws IOException {
        String password = config.text(Option.MASTERAUTH);
        if (password.isEmpty()) {
            return;
        }
        states.accept(LinkState.SEND_AUTH);
        String reply = link.ask("AUTH", password);
        if (!reply.equals("+OK")) {
            throw new RestartException("the master refused the password: " + reply);
        }
    }

    private void checkName(ReplicaLink link) throws IOException {
        states.accept(LinkState.CHECK_DB_NAME);
        String name = link.ask("_db_name");
        if (!name.equals(config.text(Option.DB_NAME))) {
            throw new RestartException("db-name mismatch or refusal: " + name);
        }
    }

    private void introduce(ReplicaLink link) throws IOException {
        states.accept(LinkState.REPLCONF);
        String ip = config.text(Option.REPLICA_ANNOUNCE_IP);
        String reply = link.ask(replconf(ip));
        if (!ip.isEmpty() && reply.startsWith("-ERR unknown option")) {
            reply = link.ask(replconf(""));
        }
        restartIfLoading(reply);
    }

    private String[] replconf(String ip) {
        List<String> words =
                new ArrayList<>(List.of("replconf", "listening-port", Integer.toString(config.announcedPort())));
        if (!ip.isEmpty()) {
            words.addAll(List.of("ip-address", ip));
        }
        return words.toArray(String[]::new);
    }

    private boolean ask(ReplicaLink link) throws IOException {
        states.accept(LinkState.SEND_PSYNC);
        String next = Long.toString(store.latestSequence() + 1);
        String id = config.yes(Option.USE_RSID_PSYNC) ? replicationId.ofHistory() : null;
        String reply = id == null ? link.ask("PSYNC", next) : link.ask("PSYNC", id, next);
        if (id != null && reply.startsWith("-ERR wrong number of arguments")) {
            reply = link.ask("PSYNC", next);
        }
        restartIfLoading(reply);
        return reply.equals("+OK");
    }

    private static void restartIfLoading(@Nullable String reply) throws RestartException {
        if (reply != null && Wire.isLoading(reply)) {
            throw new RestartException("the master is loading");
        }
    }
}
