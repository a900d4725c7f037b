package dev.lockstep.net.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/** A listening socket of the server's host and a connection to it. */
@SuppressWarnings("try") // what close does is what is tested
record Pair(ServerSocket listener, Socket client, Socket server) implements AutoCloseable {
    static final int BACKLOG = 20;

    static Pair open(Lan lan) throws Exception {
        ServerSocket listener = listen(lan);
        Socket client = connect(lan, listener);
        return new Pair(listener, client, lan.there(listener::accept));
    }

    static ServerSocket listen(Lan lan) throws Exception {
        return lan.there(() -> new ServerSocket(0, BACKLOG, lan.server()));
    }

    static Socket connect(Lan lan, ServerSocket listener) throws IOException {
        return new Socket(lan.server(), listener.getLocalPort());
    }

    InputStream in() throws IOException {
        return client.getInputStream();
    }

    OutputStream out() throws IOException {
        return client.getOutputStream();
    }

    InputStream serverIn() throws IOException {
        return server.getInputStream();
    }

    OutputStream serverOut() throws IOException {
        return server.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
        listener.close();
    }
}
