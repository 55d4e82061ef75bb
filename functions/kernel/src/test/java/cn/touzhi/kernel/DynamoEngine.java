package cn.touzhi.kernel;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * The one engine of this process: where a second starts, it empties for a moment the list of operations that all of
 * them share, and the first refuses what it is asked as "invalid action".
 */
final class DynamoEngine implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final URI endpoint;
    private final AtomicInteger databases = new AtomicInteger();

    private DynamoEngine(DynamoDBProxyServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static DynamoEngine start() {
        try {
            int port = freePort();
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return new DynamoEngine(server, URI.create("http://127.0.0.1:" + port));
        } catch (Exception failed) {
            throw new IllegalStateException("DynamoDB Local doesn't start", failed);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** The access key of a database of its own: without {@code -sharedDb} the engine keeps one for each key. */
    String newDatabase() {
        return "database" + databases.incrementAndGet();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
