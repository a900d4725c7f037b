package dev.lockstep.net.nio;

import dev.lockstep.net.tcp.Endpoint;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;

/** A registration. A changed interest takes effect with the next selection, as with epoll in the JDK. */
final class Key extends AbstractSelectionKey implements Endpoint.Watcher {
    private final TcpSelector selector;
    private final AbstractSelectableChannel channel;
    private final Selectable selectable;
    private final long number;
    private int interest;
    private int effective;
    private int ready;

    Key(TcpSelector selector, AbstractSelectableChannel channel, Selectable selectable, long number) {
        this.selector = selector;
        this.channel = channel;
        this.selectable = selectable;
        this.number = number;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    private void ensureValid() {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
    }

    @Override
    public int interestOps() {
        ensureValid();
        return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        ensureValid();
        if ((ops & ~channel.validOps()) != 0) {
            throw new IllegalArgumentException();
        }
        if (interest != ops) {
            interest = ops;
            selector.interestChanged(this);
        }
        return this;
    }

    @Override
    public int interestOpsOr(int ops) {
        int before = interestOps();
        interestOps(before | ops);
        return before;
    }

    @Override
    public int interestOpsAnd(int ops) {
        int before = interestOps();
        interestOps(before & ops);
        return before;
    }

    @Override
    public int readyOps() {
        ensureValid();
        return ready;
    }

    @Override
    public void changed() {
        if ((selectable.ready() & effective) != 0) {
            selector.candidate(this);
        }
    }

    void takeEffect() {
        effective = interest;
        selector.candidate(this);
    }

    /** What is ready of what the last selection asked for. */
    int poll() {
        return isValid() ? selectable.ready() & effective : 0;
    }

    /** Sets the ready set; whether something of the interest is in it. */
    boolean setReady(int ops) {
        ready = ops & interest;
        return ready != 0;
    }

    /** Adds to the ready set; whether that changed it. */
    boolean addReady(int ops) {
        int before = ready;
        ready |= ops & interest;
        return ready != before;
    }

    Selectable selectable() {
        return selectable;
    }

    long number() {
        return number;
    }
}
