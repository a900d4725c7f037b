package dev.lockstep.node.command;

import dev.lockstep.node.master.Feed;
import dev.lockstep.node.replica.Master;
import dev.lockstep.node.resp.RespWriter;

/** CLIENT KILL: closes connections of clients and replicas and the link to the master (Kvrocks Server::KillClient). */
final class ClientKiller {
    private final NodeContext node;

    ClientKiller(NodeContext node) {
        this.node = node;
    }

    void kill(Session caller, KillRule rule, RespWriter out) throws CommandException {
        long killed = 0;
        for (Session each : node.clientSide().clients().all()) {
            killed += kill(caller, each, rule) ? 1 : 0;
        }
        for (Feed feed : node.feeds().all()) {
            if (rule.means("slave", feed.peer(), feed.id())) {
                node.feeds().disconnect(feed);
                killed++;
            }
        }
        killed += killMaster(rule) ? 1 : 0;
        if (!rule.oldForm()) {
            out.integer(killed);
        } else if (killed == 0) {
            throw CommandException.err("No such client");
        } else {
            out.simple("OK");
        }
    }

    private static boolean kill(Session caller, Session each, KillRule rule) {
        String type = each.subscribed() ? "pubsub" : "normal";
        boolean meant =
                rule.means(type, each.connection().address(), each.connection().id());
        if (!meant || (rule.skipMe() && each == caller)) {
            return false;
        }
        if (each == caller) {
            caller.connection().closeAfterReply();
        } else {
            each.connection().kill();
        }
        return true;
    }

    private boolean killMaster(KillRule rule) {
        Master master = node.replication().peek().master();
        return master != null
                && rule.means("master", master.host() + ":" + master.given(), 0)
                && node.replication().restart();
    }
}
