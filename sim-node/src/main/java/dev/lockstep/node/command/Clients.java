package dev.lockstep.node.command;

import java.util.Collection;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All connections of clients, in the order of their acceptance. Any thread. */
public final class Clients {
    private final ConcurrentNavigableMap<Long, Session> sessions = new ConcurrentSkipListMap<>();

    /** Nobody is connected. */
    public Clients() {}

    /** A client has come. */
    public void add(Session session) {
        sessions.put(session.connection().id(), session);
    }

    /** A client has gone. */
    public void remove(Session session) {
        sessions.remove(session.connection().id());
    }

    /** All clients, those that were accepted first come first. */
    public Collection<Session> all() {
        return sessions.values();
    }
}
