package cn.touzhi.resumes.code;

import cn.touzhi.kernel.http.Problems;
import cn.touzhi.kernel.http.Refusals;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The code tables, for everybody. */
@Controller("/v1/codes")
@Tag(name = "Codes", description = "The codes that resumes are filled in with")
class CodeController {
    /** They change with a deployment and hardly ever then; after a day a client asks whether they did. */
    private static final String CACHING = "public, max-age=86400";

    private static final String LIST = "the list";

    private final CodeTables tables;
    private final JsonMapper json;
    /** What was written once is the same ever after: the tables, by id, and their list. */
    private final Map<String, CodeAnswer> answers = new ConcurrentHashMap<>();

    CodeController(CodeTables tables, JsonMapper json) {
        this.tables = tables;
        this.json = json;
    }

    /** Lists the tables. */
    @Get
    @ApiResponse(
            responseCode = "200",
            description = "The tables; a dozen or so",
            content = @Content(schema = @Schema(implementation = CodeTableList.class)))
    @ApiResponse(responseCode = "304", description = "The client has it", content = @Content)
    HttpResponse<?> codeTables(HttpRequest<?> request) {
        return answer(request, LIST, () -> CodeTableList.of(tables.all()));
    }

    /** One table with its codes. */
    @Get("/{table}")
    @ApiResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(schema = @Schema(implementation = CodeTableView.class)))
    @ApiResponse(responseCode = "304", description = "The client has it", content = @Content)
    @Refusals({"404 no-such-thing"})
    HttpResponse<?> codeTable(HttpRequest<?> request, String table) {
        return tables.table(table)
                .<HttpResponse<?>>map(known -> answer(request, known.id(), () -> CodeTableView.of(known)))
                .orElseGet(() -> Problems.noSuchThing().toResponse());
    }

    private HttpResponse<?> answer(HttpRequest<?> request, String what, Supplier<Object> view) {
        CodeAnswer answer = answers.computeIfAbsent(what, first -> CodeAnswer.of(view.get(), json));
        return answer.tag().answer(request, CACHING, () -> HttpResponse.ok(answer.json())
                .contentType(MediaType.APPLICATION_JSON_TYPE));
    }

    /** The tables. */
    @Serdeable
    record CodeTableList(List<CodeTableEntry> tables) {
        CodeTableList {
            tables = List.copyOf(tables);
        }

        static CodeTableList of(List<CodeTable> tables) {
            return new CodeTableList(tables.stream().map(CodeTableEntry::of).toList());
        }
    }

    /** A table without its codes. */
    @Serdeable
    record CodeTableEntry(
            @Schema(description = "Names it; its codes are under this name", example = "marital-status")
            String id,

            @Schema(example = "婚姻状况") String chinese,
            @Schema(example = "Marital status") String english,

            @Schema(description = "Standard that it is from; Touzhi if it is of our own making")
            String standard,

            @Schema(description = "Date since which it is in force as it stands")
            LocalDate version) {
        static CodeTableEntry of(CodeTable table) {
            return new CodeTableEntry(table.id(), table.chinese(), table.english(), table.standard(), table.version());
        }
    }

    /** A table with its codes. */
    @Serdeable
    @Schema(name = "CodeTable")
    record CodeTableView(
            @Schema(example = "marital-status") String id,
            @Schema(example = "婚姻状况") String chinese,
            @Schema(example = "Marital status") String english,

            @Schema(description = "Standard that it is from; Touzhi if it is of our own making")
            String standard,

            @Schema(description = "Date since which it is in force as it stands")
            LocalDate version,

            @Schema(description = "What the codes were read from")
            String source,

            @Schema(description = "What is left out, and what is ours")
            Optional<String> note,

            @Schema(description = "In the order in which they are offered, each after its parent")
            List<CodeView> codes) {
        CodeTableView {
            codes = List.copyOf(codes);
        }

        static CodeTableView of(CodeTable table) {
            return new CodeTableView(
                    table.id(),
                    table.chinese(),
                    table.english(),
                    table.standard(),
                    table.version(),
                    table.source(),
                    table.note(),
                    table.codes().stream().map(CodeView::of).toList());
        }
    }

    /** One code. */
    @Serdeable
    @Schema(name = "Code")
    record CodeView(
            @Schema(example = "90") String code,
            @Schema(example = "未说明的婚姻状况") String chinese,
            @Schema(example = "Not stated") String english,

            @Schema(description = "The code above it") Optional<String> parent,

            @Schema(description = "True for the code of whoever doesn't wish to state it")
            Optional<Boolean> undisclosed,

            @Schema(description = "True if it is no longer offered, but may stand in what is older")
            Optional<Boolean> abolished) {
        static CodeView of(Code code) {
            return new CodeView(
                    code.code(),
                    code.chinese(),
                    code.english(),
                    code.parent(),
                    trueOrAbsent(code.undisclosed()),
                    trueOrAbsent(code.abolished()));
        }

        private static Optional<Boolean> trueOrAbsent(boolean value) {
            return Optional.of(value).filter(Boolean::booleanValue);
        }
    }
}
