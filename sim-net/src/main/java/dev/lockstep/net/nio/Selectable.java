package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;

/** A channel that a {@link TcpSelector} can watch. */
interface Selectable {
    /** What the channel is ready for now, as bits of {@link java.nio.channels.SelectionKey}. */
    int ready();

    /** Makes a watcher see all changes from now on, also of an endpoint that does not exist yet. */
    void watch(Endpoint.Watcher watcher);

    /** Takes a watcher away. */
    void unwatch(Endpoint.Watcher watcher);

    /** The channel is closed and its last key is gone: the socket goes too. */
    void kill();
}
