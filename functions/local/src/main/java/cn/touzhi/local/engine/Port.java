package cn.touzhi.local.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports. */
final class Port {
    private Port() {}

    /** One that nobody listened on a moment ago. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new EngineException("No port is free.", none);
        }
    }
}
