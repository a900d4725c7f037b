package dev.lockstep.node.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that shows replies in the form in which they were recorded. */
final class GoldenConnection implements Closeable {
    private static final int LIMIT_MILLIS = 8_000;
    private static final int QUIET_MILLIS = 20;

    private final Socket socket;
    private final ByteArrayOutputStream ahead = new ByteArrayOutputStream();

    GoldenConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
    }

    void send(List<String> words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.size() + "\r\n");
        for (String word : words) {
            request.append('$').append(word.length()).append("\r\n");
            request.append(word).append("\r\n");
        }
        sendRaw(request.toString());
    }

    void sendRaw(String latin1) throws IOException {
        socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next reply. */
    JsonNode reply() throws IOException {
        String line = line();
        String rest = line.substring(Math.min(1, line.length()));
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> reply.put("ok", rest);
            case '-' -> reply.put("err", rest);
            case ':' -> integer(reply, rest);
            case '$' -> rest.equals("-1") ? reply.put("nil", true) : reply.put("bulk", bulk(rest));
            case '*' -> rest.equals("-1") ? reply.put("nilarray", true) : reply.set("array", array(rest));
            default -> reply.put("raw", line + "\r\n");
        };
    }

    private static JsonNode integer(ObjectNode reply, String digits) {
        long value = Long.parseLong(digits);
        return value == (int) value ? reply.put("int", (int) value) : reply.put("int", value);
    }

    private String bulk(String length) throws IOException {
        String text = take(Integer.parseInt(length));
        take(2);
        return text;
    }

    private ArrayNode array(String length) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Integer.parseInt(length); i++) {
            array.add(reply());
        }
        return array;
    }

    /** What comes next outside of the protocol: as much as {@code expected} says, and what follows at once. */
    JsonNode raw(JsonNode expected) throws IOException {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        int wanted = expected.get("raw").asText().length();
        boolean closed = false;
        try {
            while (ahead.size() < wanted || expected.has("closed")) {
                fill();
            }
        } catch (SocketTimeoutException e) {
            // Shorter than expected: the comparison tells.
        } catch (EOFException e) {
            closed = true;
        }
        closed = closed || closedSoon();
        reply.put("raw", take(ahead.size()));
        return closed ? reply.put("closed", true) : reply;
    }

    /** The frames of a replication stream without heartbeats: as many as expected, and what follows at once. */
    ArrayNode frames(int expected) throws IOException {
        ArrayNode frames = JsonNodeFactory.instance.arrayNode();
        try {
            while (true) {
                socket.setSoTimeout(frames.size() < expected ? LIMIT_MILLIS : QUIET_MILLIS);
                JsonNode frame = reply();
                if (!frame.path("bulk").asText().equals("ping")) {
                    frames.add(frame);
                }
            }
        } catch (SocketTimeoutException e) {
            return frames;
        }
    }

    /** Whether the server has closed the connection or does so at once. */
    boolean closedSoon() throws IOException {
        socket.setSoTimeout(QUIET_MILLIS);
        try {
            while (true) {
                fill();
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    /** Whether the server closes the connection. */
    boolean closes() throws IOException {
        try {
            while (true) {
                fill();
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    private String line() throws IOException {
        while (true) {
            String all = ahead.toString(StandardCharsets.ISO_8859_1);
            int end = all.indexOf("\r\n");
            if (end >= 0) {
                take(end + 2);
                return all.substring(0, end);
            }
            fill();
        }
    }

    private String take(int length) throws IOException {
        while (ahead.size() < length) {
            fill();
        }
        byte[] all = ahead.toByteArray();
        ahead.reset();
        ahead.write(all, length, all.length - length);
        return new String(all, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void fill() throws IOException {
        byte[] piece = new byte[1 << 16];
        int count;
        try {
            count = socket.getInputStream().read(piece);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            count = -1;
        }
        if (count < 0) {
            throw new EOFException("closed by the node");
        }
        ahead.write(piece, 0, count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
