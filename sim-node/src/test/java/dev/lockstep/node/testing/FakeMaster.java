package dev.lockstep.node.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A master that misbehaves in one way. */
public final class FakeMaster implements Closeable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger fileRequests = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    /** What it does wrong. */
    public enum Behaviour {
        /** Tells another db-name. */
        WRONG_NAME,
        /** Never answers. */
        SILENT,
        /** Begins a file of a full sync and says nothing more. */
        SILENT_FILE,
        /** Begins a file of a full sync that never ends. */
        ENDLESS_FILE
    }

    /** Listens on a free port. */
    public FakeMaster(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** How often it told a wrong name. */
    public int refusals() {
        return refusals.get();
    }

    /** How often it was asked for files. */
    public int fileRequests() {
        return fileRequests.get();
    }

    /** How many bytes of a file it has sent. */
    public long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofPlatform().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answer(line, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The replica has gone.
        }
    }

    private void answer(String line, OutputStream out) throws IOException {
        if (behaviour == Behaviour.SILENT) {
            return;
        }
        switch (line) {
            case "_db_name" -> {
                boolean wrong = behaviour == Behaviour.WRONG_NAME;
                say(out, wrong ? "another.db" : "change.me.db");
                refusals.addAndGet(wrong ? 1 : 0);
            }
            case "replconf" -> say(out, "+OK");
            case "PSYNC" -> say(out, "-ERR sequence out of range, please use fullsync");
            case "_fetch_meta" -> say(out, "000007.sst,CURRENT,MANIFEST-000005");
            case "_fetch_file" -> sendFile(out);
            default -> {}
        }
    }

    private void sendFile(OutputStream out) throws IOException {
        fileRequests.incrementAndGet();
        say(out, "1000000000000");
        byte[] chunk = new byte[1000];
        while (behaviour == Behaviour.ENDLESS_FILE) {
            out.write(chunk);
            sent.addAndGet(chunk.length);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
