package dev.lockstep.node.testing;

import dev.lockstep.node.testing.Transcript.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Plays the master of a {@link Transcript}, byte by byte: each connection of a replica is taken for the first recorded one that begins
 * with the same request and has not been played. A request for files in another grouping than recorded is answered with the
 * recorded files.
 */
public final class RecordedMaster implements Closeable {
    private final Transcript transcript;
    private final Map<String, byte[]> files;
    private final ServerSocket server;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Exchange> unplayed;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> differences = new CopyOnWriteArrayList<>();
    private final List<Integer> played = new CopyOnWriteArrayList<>();
    private final List<String> otherRequests = new CopyOnWriteArrayList<>();
    private final List<String> fileRequests = new CopyOnWriteArrayList<>();
    private final CountDownLatch cuts;

    /** A master that has {@code files} in place of the recorded ones for requests that were not recorded. */
    public RecordedMaster(Transcript transcript, Map<String, byte[]> files) {
        this.transcript = transcript;
        this.files = files;
        this.unplayed = new ArrayList<>(transcript.exchanges());
        this.cuts = new CountDownLatch(
                (int) transcript.exchanges().stream().filter(Exchange::cut).count());
        try {
            server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Requests that differed from the recorded ones. */
    public List<String> differences() {
        return differences;
    }

    /** The numbers of the connections whose bytes have been sent to the end. */
    public List<Integer> played() {
        return played;
    }

    /** The names in all requests for files, one entry a request. */
    public List<String> fileRequests() {
        return fileRequests;
    }

    /** The names in requests for files that were not recorded like that. */
    public List<String> otherRequests() {
        return otherRequests;
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
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Thread.ofPlatform().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            byte[] first = request(socket.getInputStream());
            String[] words = text(first).split("\r\n", -1);
            if (words[2].equals("_fetch_file")) {
                fileRequests.add(words[4]);
            }
            Exchange exchange = claim(first);
            if (exchange == null) {
                sendFiles(text(first), socket.getOutputStream());
            } else {
                play(exchange, first, socket);
            }
        } catch (IOException e) {
            // The replica has gone.
        }
    }

    private @Nullable Exchange claim(byte[] first) {
        lock.lock();
        try {
            for (Exchange exchange : unplayed) {
                boolean files = exchange.asks("_fetch_file");
                boolean same = files
                        ? exchange.request().equals(text(first))
                        : exchange.request().startsWith(text(first));
                if (same) {
                    unplayed.remove(exchange);
                    return exchange;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void play(Exchange exchange, byte[] first, Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] reply = exchange.fromMaster();
        int sent = 0;
        byte[] request = first;
        while (true) {
            received.writeBytes(request);
            if (!exchange.request().startsWith(text(received.toByteArray()))) {
                differences.add(exchange + ": " + text(received.toByteArray()));
            }
            boolean last = received.size() >= exchange.fromReplica().length;
            int end = last ? reply.length : exchange.reply().indexOf("\r\n", sent) + 2;
            for (; sent < end; sent++) {
                socket.getOutputStream().write(reply[sent]);
            }
            if (last) {
                break;
            }
            request = request(socket.getInputStream());
        }
        played.add(exchange.number());
        if (exchange.cut()) {
            awaitCut();
        }
        if (exchange.streams()
                && isLastStream(exchange)
                && socket.getInputStream().read() >= 0) {
            differences.add(exchange + ": more bytes than recorded");
        }
    }

    /** All transfers were cut at one moment. */
    private void awaitCut() throws IOException {
        cuts.countDown();
        try {
            cuts.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean isLastStream(Exchange exchange) {
        return transcript.exchanges().stream()
                .filter(Exchange::streams)
                .noneMatch(other -> other.number() > exchange.number());
    }

    private void sendFiles(String request, OutputStream out) throws IOException {
        String[] lines = request.split("\r\n", -1);
        if (!lines[2].equals("_fetch_file")) {
            differences.add("not recorded: " + request);
            return;
        }
        otherRequests.add(lines[4]);
        for (String name : lines[4].split(",", -1)) {
            byte[] content = files.get(name);
            if (content == null) {
                throw new EOFException(name);
            }
            out.write((content.length + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(content);
        }
    }

    /** The bytes of the next request, an array of bulk strings. */
    private static byte[] request(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int words = Integer.parseInt(line(in, all).substring(1));
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(line(in, all).substring(1));
            all.writeBytes(in.readNBytes(length + 2));
        }
        return all.toByteArray();
    }

    private static String line(InputStream in, ByteArrayOutputStream all) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            all.write(next);
            line.append((char) next);
        }
        return line.substring(0, line.length() - 2);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
