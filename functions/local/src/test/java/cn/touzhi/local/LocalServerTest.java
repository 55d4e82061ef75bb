package cn.touzhi.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The one port")
class LocalServerTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = new LocalServer(0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/_local/ready, evil.example, 403",
        "/_local/stores, localhost.evil.example, 403",
        "/, evil.example:8080, 403",
        "/v1/accounts/me, evil.example, 403",
        "/_local/ready, localhost, 503",
        "/_local/ready, 127.0.0.1:8080, 503",
        "/, LOCALHOST:8080, 200",
        "/v1/accounts/me, api.localhost, 503"
    })
    @DisplayName("is there for this machine by name only, and says 503 until all is up")
    void host(String path, String host, int status) throws IOException {
        assertThat(HttpStatus.of(server.url(), path, host)).isEqualTo(status);
    }

    @Test
    @DisplayName("tells a port in use from one that only root may open")
    void refusals() {
        assertThat(LocalServer.sentence(80, new BindException("Permission denied")))
                .isEqualTo("Port 80 may not be opened by this user; choose another with -Dport=.");
        assertThat(LocalServer.sentence(80, new BindException("Address already in use")))
                .isEqualTo("Port 80 is in use; choose another with -Dport=.");
    }
}
