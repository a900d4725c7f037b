package dev.lockstep.node.command;

import dev.lockstep.node.config.Option;
import dev.lockstep.node.master.Feed;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.replica.ReplicationControl.Snapshot;
import dev.lockstep.node.resp.Numbers;
import dev.lockstep.node.resp.RespWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** SLAVEOF and ROLE. */
final class RoleCommands {
    private static final String NO_PORT = "port should be number";

    private final NodeContext node;

    RoleCommands(NodeContext node) {
        this.node = node;
    }

    List<Command> all() {
        return List.of(
                Command.parsed("slaveof", 3, this::slaveOf)
                        .exclusiveIf(words -> true)
                        .with(Command.Flag.ADMIN),
                Command.plain("role", 1, this::role).evenWhileLoading());
    }

    private Command.Action slaveOf(Arguments words) throws CommandException {
        boolean noOne = words.is(1, "no") && words.is(2, "one");
        long port = noOne ? 0 : port(words.text(2));
        return (session, out) -> {
            if (node.config().yes(Option.CLUSTER_ENABLED)) {
                throw CommandException.err("can't change to slave in cluster mode");
            }
            if (noOne) {
                node.replication().removeMaster();
            } else {
                checkAddress(words.text(1), port);
                node.replication().addMaster(new Master(words.text(1), port));
            }
            out.simple("OK");
        };
    }

    /** Any unsigned 32-bit number, as in Kvrocks. */
    private static long port(String text) throws CommandException {
        try {
            long port = Numbers.unsigned(text);
            if (port >>> Integer.SIZE == 0) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw CommandException.err(NO_PORT);
        }
        throw CommandException.err(NO_PORT);
    }

    private void checkAddress(String host, long port) throws CommandException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw CommandException.err("Can not resolve hostname: " + host);
        }
        for (InetAddress address : addresses) {
            String ip = address.getHostAddress();
            if (ip.equals(node.config().host()) && port == node.config().integer(Option.PORT)) {
                throw CommandException.err("can't replicate itself");
            }
            for (Feed feed : node.feeds().all()) {
                if (feed.address().ip().equals(ip) && feed.address().port() == port) {
                    throw CommandException.err("can't replicate your own replicas");
                }
            }
        }
    }

    private void role(Session session, Arguments words, RespWriter out) {
        Snapshot role = node.replication().snapshot();
        String offset = Long.toString(Math.max(0, node.store().latestSequenceOrMinusOne()));
        Master master = role.master();
        if (master != null) {
            out.array(5);
            out.bulk("slave");
            out.bulk(master.host());
            out.bulk(Long.toString(master.given()));
            out.bulk(stateOf(role));
            out.bulk(offset);
            return;
        }
        List<Feed> feeds = node.feeds().all();
        out.array(feeds.isEmpty() ? 2 : 3);
        out.bulk("master");
        out.bulk(offset);
        if (!feeds.isEmpty()) {
            out.array(feeds.size());
            feeds.forEach(feed -> feed(feed, out));
        }
    }

    private static String stateOf(Snapshot role) {
        if (role.connected()) {
            return "connected";
        }
        return role.state() != null && role.state().syncing() ? "sync" : "connecting";
    }

    private static void feed(Feed feed, RespWriter out) {
        out.array(3);
        out.bulk(feed.address().ip());
        out.bulk(Integer.toString(feed.address().port()));
        out.bulk(Long.toString(feed.sent()));
    }
}
