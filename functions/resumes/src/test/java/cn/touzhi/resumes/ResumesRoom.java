package cn.touzhi.resumes;

import cn.touzhi.kernel.Environment;
import cn.touzhi.kernel.http.Answer;
import cn.touzhi.kernel.http.Call;
import cn.touzhi.kernel.log.OperationLog;
import cn.touzhi.resumes.code.CodeTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The resumes function as Lambda has it. */
public final class ResumesRoom {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("ISSUER", "https://issuer.example", "AUDIENCE", "touzhi", "DENIED_KEYS", "");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC);
    private final ResumesSettings settings = ResumesSettings.from(new Environment(ENVIRONMENT::get));
    private final ResumesHandler handler;

    public ResumesRoom() {
        handler = new ResumesHandler(new ResumesHandler.Surroundings(
                settings, new CodeTables(), clock, new OperationLog("resumes", clock, log::add)));
    }

    /** What the function has logged. */
    public List<String> log() {
        return log;
    }

    /** Gets {@code path}, without being anyone. */
    public Answer get(String path) {
        return call("GET", path, Map.of());
    }

    /** Gets {@code path} with what the client has of it. */
    public Answer getUnless(String path, String tags) {
        return call("GET", path, Map.of("if-none-match", tags));
    }

    /** Any request without a body. */
    public Answer call(String method, String path, Map<String, String> headers) {
        Call call = new Call(event -> handler.handleRequest(event, null), settings.tokenTerms(), clock, method, path);
        headers.forEach(call::header);
        return call.send();
    }
}
