package cn.touzhi.local.engine.child;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * ElasticMQ, and beside it a view into its own storage.
 *
 * <p>SQS has no call that shows messages in flight or delayed; the table that ElasticMQ keeps of each queue has them
 * all, and only this process may open it.
 *
 * <p>{@code GET /<queue>} answers a line for each message: id, epoch millisecond of creation, epoch millisecond of the
 * next delivery, number of receipts, and in Base64 its attributes (ElasticMQ's JSON) and its body; tabs between.
 */
public final class QueueMain {
    private static final String COLUMNS = "MESSAGE_ID, CREATED, NEXT_DELIVERY, RECEIVE_COUNT, ATTRIBUTES, CONTENT";

    private final String database;

    private QueueMain(String database) {
        this.database = database;
    }

    /** @param arguments the JDBC address of the storage and the port of the view */
    public static void main(String[] arguments) throws Exception {
        QueueMain view = new QueueMain(arguments[0]);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", view::answer);
        Class.forName("org.elasticmq.server.Main")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isLocal(exchange)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] lines;
            try {
                lines = messages(exchange.getRequestURI().getPath().substring(1))
                        .getBytes(StandardCharsets.UTF_8);
            } catch (SQLException failed) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            exchange.sendResponseHeaders(200, lines.length == 0 ? -1 : lines.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(lines);
            }
        }
    }

    /** A page elsewhere whose name was made to lead here comes with that name. */
    private static boolean isLocal(HttpExchange exchange) {
        String own = "127.0.0.1:" + exchange.getLocalAddress().getPort();
        return own.equals(exchange.getRequestHeaders().getFirst("Host"));
    }

    /** ElasticMQ names a queue's table after the queue and its name's hash. */
    private static String tableOf(String queue) {
        return "MESSAGE_%s_%s"
                .formatted(
                        queue.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                        Integer.toHexString(queue.hashCode()).toUpperCase(Locale.ROOT));
    }

    private String messages(String queue) throws SQLException {
        StringBuilder lines = new StringBuilder();
        String select = "SELECT " + COLUMNS + " FROM \"" + tableOf(queue) + "\" ORDER BY CREATED, MESSAGE_ID";
        try (Connection connection = DriverManager.getConnection(database, "", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                lines.append(row.getString(1)).append('\t');
                lines.append(row.getLong(2)).append('\t');
                lines.append(row.getLong(3)).append('\t');
                lines.append(row.getInt(4)).append('\t');
                lines.append(base64(row.getBytes(5))).append('\t');
                lines.append(base64(row.getBytes(6))).append('\n');
            }
        }
        return lines.toString();
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }
}
