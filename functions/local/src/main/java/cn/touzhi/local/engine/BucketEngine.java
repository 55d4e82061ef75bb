package cn.touzhi.local.engine;

import cn.touzhi.local.data.DataFolder;
import cn.touzhi.local.engine.child.BucketMain;
import cn.touzhi.local.template.Bucket;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.time.AgentJar;
import cn.touzhi.local.time.ShiftedClock;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** S3Mock in a process of its own; its objects lie in files, and are dated by the local cloud's clock. */
public final class BucketEngine implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final byte[] VERSIONING =
            "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>"
                    .getBytes(StandardCharsets.UTF_8);
    private static final List<String> JVM = List.of(
            "-Xms32m",
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    private final EngineProcess process;
    private final EngineHttp http;

    private BucketEngine(EngineProcess process, EngineHttp http) {
        this.process = process;
        this.http = http;
    }

    /**
     * Returns once all buckets are there.
     *
     * @param folder of all engines
     */
    static BucketEngine start(Launcher launcher, Path folder, DataFolder data, Clock clock, List<Bucket> buckets) {
        int port = Port.free();
        Path log = data.folder("engines").resolve("s3.log");
        Process started = launcher.start(
                folder.resolve("s3/target/lib"),
                options(folder, port, data.folder("buckets"), clock),
                List.of(BucketMain.class.getName()),
                log);
        EngineProcess process = new EngineProcess("S3Mock", started, log);
        BucketEngine engine = new BucketEngine(process, new EngineHttp(URI.create("http://127.0.0.1:" + port + "/")));
        process.await(engine::answers);
        try {
            buckets.forEach(engine::create);
        } catch (RuntimeException failed) {
            engine.close();
            throw failed;
        }
        return engine;
    }

    private static List<String> options(Path folder, int port, Path objects, Clock clock) {
        List<String> options = new ArrayList<>(JVM);
        if (clock instanceof ShiftedClock shifted) {
            Path agent = AgentJar.of(folder.toAbsolutePath().getParent());
            options.add("-javaagent:" + agent + "=" + shifted.file().toAbsolutePath());
        }
        options.addAll(List.of(
                "-Dserver.address=127.0.0.1",
                "-Dserver.port=" + port,
                "-Dserver.ssl.enabled=false",
                "-Dserver.tomcat.max-swallow-size=-1",
                "-Dlogging.level.root=WARN",
                "-Dspring.main.banner-mode=off",
                "-Dcom.adobe.testing.s3mock.httpPort=0",
                "-Dcom.adobe.testing.s3mock.store.region=" + Names.REGION,
                "-Dcom.adobe.testing.s3mock.store.root=" + objects,
                "-Dcom.adobe.testing.s3mock.store.retainFilesOnExit=true"));
        return options;
    }

    private boolean answers() {
        try {
            return send("GET", "/", Map.of(), NOTHING).statusCode() == 200;
        } catch (EngineException notYet) {
            return false;
        }
    }

    private void create(Bucket bucket) {
        String path = "/" + bucket.name();
        if (send("HEAD", path, Map.of(), NOTHING).statusCode() != 404) {
            compare(bucket);
            return;
        }
        demand(send("PUT", path, Map.of(), NOTHING), bucket);
        if (bucket.versioned()) {
            demand(send("PUT", path + "?versioning", Map.of("Content-Type", "application/xml"), VERSIONING), bucket);
        }
    }

    /** When S3Mock is told of versioning, even once more, it forgets what is in the bucket. */
    private void compare(Bucket bucket) {
        byte[] told = send("GET", "/" + bucket.name() + "?versioning", Map.of(), NOTHING)
                .body();
        if (new String(told, StandardCharsets.UTF_8).contains("<Status>Enabled</Status>") != bucket.versioned()) {
            throw new EngineException("The data folder holds a bucket %s with another versioning than the template's."
                    .formatted(bucket.name()));
        }
    }

    private static void demand(HttpResponse<byte[]> answer, Bucket bucket) {
        if (answer.statusCode() >= 300) {
            throw new EngineException("S3Mock does not make the bucket %s: %s"
                    .formatted(bucket.name(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Hands a request on.
     *
     * @param path with its query, both percent-encoded
     * @throws EngineException if the engine does not answer
     */
    public HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) {
        return http.exchange(method, path, headers, body);
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }
}
