package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The watchers of a channel, which outlast the time before it has an endpoint. */
final class Watching {
    private final List<Endpoint.Watcher> watchers = new ArrayList<>(1);
    private @Nullable Endpoint endpoint;

    /** The endpoint is there. */
    void start(Endpoint newEndpoint) {
        endpoint = newEndpoint;
        watchers.forEach(newEndpoint::watch);
        watchers.forEach(Endpoint.Watcher::changed);
    }

    void add(Endpoint.Watcher watcher) {
        watchers.add(watcher);
        if (endpoint != null) {
            endpoint.watch(watcher);
        }
    }

    void remove(Endpoint.Watcher watcher) {
        watchers.remove(watcher);
        if (endpoint != null) {
            endpoint.unwatch(watcher);
        }
    }
}
