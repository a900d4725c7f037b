package dev.lockstep.node.command;

import dev.lockstep.node.data.KeyLayout;
import dev.lockstep.node.master.Feed;
import java.util.concurrent.TimeUnit;

/** Lines of CLIENT LIST. */
final class ClientText {
    private ClientText() {}

    static String line(Session session) {
        Session.Connection connection = session.connection();
        long now = System.nanoTime();
        return line(
                connection.id(),
                connection.address(),
                session.name(),
                TimeUnit.NANOSECONDS.toSeconds(now - connection.since()),
                TimeUnit.NANOSECONDS.toSeconds(now - connection.usedAt()),
                session.subscribed() ? "P" : "N",
                session.namespace(),
                session.lastCommand());
    }

    static String line(Feed feed) {
        return line(feed.id(), feed.peer(), "", 0, 0, "S", KeyLayout.DEFAULT_NAMESPACE, "psync");
    }

    private static String line(
            long id, String address, String name, long age, long idle, String flags, String namespace, String command) {
        return "id=" + id + " addr=" + address + " fd=" + id + " name=" + name + " age=" + age + " idle=" + idle
                + " flags=" + flags + " namespace=" + namespace + " qbuf=0 obuf=0 cmd=" + command + "\n";
    }
}
