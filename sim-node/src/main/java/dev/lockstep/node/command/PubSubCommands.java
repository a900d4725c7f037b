package dev.lockstep.node.command;

import dev.lockstep.node.resp.RespWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Publishing and listening (Kvrocks cmd_pubsub.cc). A master publishes through the log, so that its replicas' listeners hear it, too. */
final class PubSubCommands {
    private final NodeContext node;
    private final PubSub pubSub;

    PubSubCommands(NodeContext node) {
        this.node = node;
        this.pubSub = node.clientSide().pubSub();
    }

    List<Command> all() {
        return List.of(
                Command.plain("publish", 3, this::publish),
                Command.plain("mpublish", -3, this::publishMany),
                Command.plain("subscribe", -2, (session, words, out) -> subscribe(session, words, false, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("psubscribe", -2, (session, words, out) -> subscribe(session, words, true, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("unsubscribe", -1, (session, words, out) -> unsubscribe(session, words, false, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("punsubscribe", -1, (session, words, out) -> unsubscribe(session, words, true, out))
                        .with(Command.Flag.NOT_IN_MULTI),
                Command.plain("pubsub", -2, this::pubsub).with(Command.Flag.NOT_IN_MULTI));
    }

    private void publish(Session session, Arguments words, RespWriter out) {
        out.integer(publish(session, words.bytes(1), words.bytes(2)));
    }

    private void publishMany(Session session, Arguments words, RespWriter out) {
        int sent = 0;
        for (byte[] message : words.from(2)) {
            sent += publish(session, words.bytes(1), message);
        }
        out.integer(sent);
    }

    private int publish(Session session, byte[] channel, byte[] message) {
        if (!node.replication().isReplica()) {
            session.database().publish(channel, message);
        }
        return pubSub.publish(channel, message);
    }

    private void subscribe(Session session, Arguments words, boolean pattern, RespWriter out) {
        for (int i = 1; i < words.size(); i++) {
            pubSub.subscribe(session, words.text(i), pattern);
            confirm(session, pattern ? "psubscribe" : "subscribe", words.text(i), out);
        }
    }

    private void unsubscribe(Session session, Arguments words, boolean pattern, RespWriter out) {
        Set<String> mine = pattern ? session.patterns() : session.channels();
        List<String> gone = words.size() > 1
                ? words.from(1).stream().map(NumberCommands::text).toList()
                : List.copyOf(mine);
        String kind = pattern ? "punsubscribe" : "unsubscribe";
        if (gone.isEmpty()) {
            out.array(3);
            out.bulk(kind);
            out.nil();
            out.integer(count(session));
        }
        for (String channel : gone) {
            pubSub.unsubscribe(session, channel, pattern);
            confirm(session, kind, channel, out);
        }
    }

    private static void confirm(Session session, String kind, String channel, RespWriter out) {
        out.array(3);
        out.bulk(kind);
        out.bulk(channel);
        out.integer(count(session));
    }

    private static int count(Session session) {
        return session.channels().size() + session.patterns().size();
    }

    private void pubsub(Session session, Arguments words, RespWriter out) throws CommandException {
        String subcommand = words.text(1).toLowerCase(Locale.ROOT);
        if (subcommand.equals("numpat") && words.size() == 2) {
            out.integer(pubSub.patterns());
        } else if (subcommand.equals("numsub")) {
            out.array(2 * (words.size() - 2));
            for (int i = 2; i < words.size(); i++) {
                out.bulk(words.bytes(i));
                out.integer(pubSub.listeners(words.text(i)));
            }
        } else if (subcommand.equals("channels") && words.size() <= 3) {
            List<String> found = pubSub.channels(words.size() == 3 ? words.text(2) : "*");
            out.array(found.size());
            found.forEach(out::bulk);
        } else {
            throw CommandException.err("Unknown subcommand or wrong number of arguments");
        }
    }
}
