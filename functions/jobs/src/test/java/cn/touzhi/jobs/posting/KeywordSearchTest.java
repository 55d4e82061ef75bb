package cn.touzhi.jobs.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.jobs.JobText;
import cn.touzhi.jobs.JobsRoom;
import cn.touzhi.jobs.JobsTable;
import cn.touzhi.jobs.Someone;
import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.dynamo.Transactions;
import cn.touzhi.kernel.employer.EmployerId;
import cn.touzhi.kernel.employer.PostingId;
import cn.touzhi.kernel.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

@DisplayName("An open job")
class KeywordSearchTest {
    /** Employer and benefits of every job here. */
    private static final String REST = "昆明 明云 云上 上科 科技 技有 有限 限公 公司 五险 险一 一金 带薪 薪年 年假";

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(JobsRoom.TABLES);

    private final SecureRandom random = new SecureRandom();
    private final Someone owner = Someone.named('A');
    private final JobText text = JobText.good();
    private JobsRoom room;
    private String employer;

    @BeforeEach
    void aVerifiedEmployer() {
        room = JobsRoom.empty(dynamo);
        employer = room.verifiedEmployer(owner);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "后端, true",
        "后端开发工程师, true",
        "工程师 后端, true",
        "云上科技, true",
        "带薪年假, true",
        "五险一金 后端, true",
        "后端 前端, false",
        "'后端,前端', false",
        "'Java,后端', true",
        "'后端，工程师', true",
        "分布式, false",
        "师工, false",
        "Java, true",
        "ｊａｖａ, true",
        "jav, false"
    })
    @DisplayName("is found by all that its title, its employer or its benefits say, and not by its description:")
    void found(String query, boolean found) {
        String job = room.openJob(owner, employer, text.titled("Java后端开发工程师"));
        String cook = room.openJob(owner, employer, text.titled("厨师").offering("包住"));

        assertThat(ids(Map.of("q", query)).contains(job)).isEqualTo(found);
        assertThat(ids(Map.of("q", "包住"))).containsExactly(cook);
    }

    @Test
    @DisplayName("is found in its city and in all, by its category, and by what it pays, the newest first")
    void filters() {
        String kunming = room.openJob(owner, employer, text.paying(8000, 12000));
        room.clock().advance(Duration.ofMinutes(1));
        String beijing = room.openJob(owner, employer, text.in("0201", "110105").paying(20000, 30000));

        assertThat(ids(Map.of("q", "后端"))).containsExactly(beijing, kunming);
        assertThat(ids(Map.of("q", "后端", "place", "530111"))).containsExactly(kunming);
        assertThat(ids(Map.of("q", "后端", "place", "310000"))).isEmpty();
        assertThat(ids(Map.of("q", "后端", "category", "0201"))).containsExactly(beijing);
        assertThat(ids(Map.of("q", "后端", "minSalary", "12000"))).containsExactly(beijing, kunming);
        assertThat(ids(Map.of("q", "后端", "minSalary", "12001"))).containsExactly(beijing);
        assertThat(ids(Map.of("minSalary", "12001"))).containsExactly(beijing);
        assertThat(ids(Map.of("minSalary", "30001"))).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} a month is {2}")
    @CsvSource({"100, HOUR, 17400", "500, DAY, 10875", "9000, MONTH, 9000", "120000, YEAR, 10000"})
    @DisplayName("pays a month what its hours, days or years make")
    void monthly(int most, String unit, double monthly) {
        assertThat(new Wage(1, most, unit, false).mostMonthly()).isEqualTo(monthly);
    }

    @Test
    @DisplayName("is gone once it is paused, closed or over, and there again once it is opened again")
    void gone() {
        String job = room.openJob(owner, employer, text);
        room.moves(owner, employer, job, 2, "paused").is(200);
        assertThat(ids(Map.of("q", "后端"))).isEmpty();
        assertThat(index()).isEmpty();

        room.moves(owner, employer, job, 3, "open").is(200);
        assertThat(ids(Map.of("q", "后端"))).containsExactly(job);
        room.moves(owner, employer, job, 4, "closed").is(200);
        assertThat(ids(Map.of("q", "后端"))).isEmpty();

        room.openJob(owner, employer, text.until("2026-11-24T00:00:00Z"));
        room.clock().advance(Duration.ofDays(1));
        assertThat(ids(Map.of("q", "后端"))).isEmpty();
    }

    @Test
    @DisplayName("is gone with its employer's suspension")
    void suspended() {
        room.openJob(owner, employer, text);
        room.decides(employer, "suspended", "complaints").is(200);

        new SuspendedPostings(
                        dynamo.client(),
                        JobsTable.NAME,
                        new Transactions(dynamo.client(), random),
                        room.clock(),
                        random)
                .close(new EmployerId(employer), () -> true);

        assertThat(ids(Map.of("q", "后端"))).isEmpty();
        assertThat(index()).isEmpty();
    }

    @Test
    @DisplayName("is found by what it says now, and its index holds nothing of what it said before")
    void changed() {
        String job = room.openJob(owner, employer, text);

        changes(job, 2, text.titled("数据分析师").in("0201", "110105"));

        assertThat(ids(Map.of("q", "后端"))).isEmpty();
        assertThat(ids(Map.of("q", "数据分析", "place", "110000"))).containsExactly(job);
        assertThat(ids(Map.of("q", "数据分析", "place", "530100"))).isEmpty();
        assertThat(index()).isEqualTo(indexOf("110000", "数据 据分 分析 析师 " + REST));
        changes(job, 3, text);
        assertThat(ids(Map.of("q", "后端"))).containsExactly(job);
        assertThat(index()).isEqualTo(indexOf("530100", "后端 端开 开发 发工 工程 程师 " + REST));
    }

    @Test
    @DisplayName("isn't shown by an index that was left over")
    void leftOver() {
        String job = room.openJob(owner, employer, text);
        var before = items("WORD#");
        changes(job, 2, text.titled("数据分析师"));
        String closed = room.openJob(owner, employer, text);
        var ofClosed = items("WORD#");
        room.moves(owner, employer, closed, 2, "closed").is(200);

        before.forEach(this::put);
        ofClosed.forEach(this::put);

        assertThat(ids(Map.of("q", "后端"))).isEmpty();
        assertThat(ids(Map.of("q", "数据"))).containsExactly(job);
    }

    @Test
    @DisplayName("with the longest texts is opened and changed altogether, found by what its title says")
    void longest() {
        JobText long1 = text.titled(han(60, 0x4e00)).offering(benefits(0x5000));
        JobText long2 = text.titled(han(60, 0x6000)).offering(benefits(0x7000)).in("0201", "110105");
        String job = room.openJob(owner, employer, long1.at("GCJ02", 25.0376, 102.7143));

        changes(job, 2, long2.at("GCJ02", 39.9087, 116.3975));

        assertThat(ids(Map.of("q", han(10, 0x6000)))).containsExactly(job);
        assertThat(index()).hasSize(2 * KeywordListing.MOST_KEYWORDS);
    }

    @Test
    @DisplayName("is found on one page and one only, though others are opened meanwhile")
    void pages() {
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            room.clock().advance(Duration.ofSeconds(1));
            opened.add(room.openJob(owner, employer, text));
            room.openJob(owner, employer, text.titled("前端开发工程师"));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Map<String, String> query = new HashMap<>(Map.of("q", "后端 工程"));
            cursor.ifPresent(known -> query.put("cursor", known));
            JsonNode page = list(query).is(200).json();
            seen.addAll(page.path("jobs").findValuesAsText("id"));
            cursor = Optional.ofNullable(page.get("cursor")).map(JsonNode::asText);
            room.openJob(owner, employer, text);
            pages++;
        } while (cursor.isPresent());

        assertThat(seen).containsExactlyElementsOf(opened.reversed());
        assertThat(pages).isEqualTo(3);
    }

    @Test
    @DisplayName("is found however many newer ones have only one of its words")
    void deep() {
        String job = room.openJob(owner, employer, text);
        Map<String, AttributeValue> original = items("WORD#开发#ALL").getFirst();
        for (int i = 0; i < 250; i++) {
            Map<String, AttributeValue> newer = new HashMap<>(original);
            newer.put(
                    "sk",
                    AttributeValue.fromS(
                            Listing.sortKeyOf(room.clock().instant().plusSeconds(1 + i), PostingId.random(random))));
            put(newer);
        }

        List<String> seen = new ArrayList<>();
        int pages = 0;
        Map<String, String> query = new HashMap<>(Map.of("q", "后端 开发"));
        while (pages == 0 || query.containsKey("cursor")) {
            JsonNode page = list(query).is(200).json();
            seen.addAll(page.path("jobs").findValuesAsText("id"));
            query.remove("cursor");
            Optional.ofNullable(page.get("cursor")).ifPresent(cursor -> query.put("cursor", cursor.asText()));
            pages++;
        }

        assertThat(seen).containsExactly(job);
        assertThat(pages).isEqualTo(3);
    }

    @RepeatedTest(5)
    @DisplayName("is found by all that it says where several change it right after one another")
    void race() throws Exception {
        String job = room.openJob(owner, employer, text);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                JobText said = i % 2 == 0 ? text : text.titled("数据分析师");
                threads.submit(() -> {
                    int version;
                    do {
                        version = room.sees(owner, employer, job)
                                .json()
                                .path("version")
                                .asInt();
                    } while (puts(job, version, said).status() == 412);
                });
            }
        }

        String title = room.sees(owner, employer, job)
                .json()
                .path("fields")
                .path("title")
                .asText();
        assertThat(room.sees(owner, employer, job).json().path("version").asInt())
                .isEqualTo(6);
        assertThat(ids(Map.of("q", title))).containsExactly(job);
        assertThat(ids(Map.of("q", title.equals("数据分析师") ? "后端" : "数据"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=",
                "q=厨",
                "minSalary=1,2",
                "category=0101,0102",
                "cursor=a,b",
                "q=#",
                "minSalary=0",
                "minSalary=-1",
                "minSalary=1e3",
                "minSalary=999999999"
            })
    @DisplayName("isn't looked for by what is nothing:")
    void malformed(String parameter) {
        String[] parts = parameter.split("=", -1);
        list(Map.of(parts[0], parts[1])).isProblem(400, "malformed-request");
        list(Map.of("q", "后".repeat(61))).isProblem(400, "malformed-request");
    }

    @Test
    @DisplayName("isn't found behind a cursor of another search")
    void cursors() {
        for (int i = 0; i < 21; i++) {
            room.openJob(owner, employer, text);
        }
        String cursor = list(Map.of("q", "后端")).is(200).text("cursor");

        list(Map.of("q", "后端", "cursor", cursor)).is(200);
        list(Map.of("q", "后端", "minSalary", "1", "cursor", cursor)).isProblem(400, "malformed-request");
        list(Map.of("q", "开发", "cursor", cursor)).isProblem(400, "malformed-request");
        list(Map.of("cursor", cursor)).isProblem(400, "malformed-request");
    }

    @Test
    @Clause("6")
    @DisplayName("is found without that anything stays behind of whoever looks, or of what they look for")
    void nothingStays() {
        String job = room.openJob(owner, employer, text);
        var before = dynamo.items(JobsTable.NAME);
        int logged = room.log().size();

        assertThat(ids(Map.of("q", "后端开发"))).containsExactly(job);

        assertThat(dynamo.items(JobsTable.NAME)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(room.log().subList(logged, room.log().size())).noneMatch(line -> line.contains("后端"));
    }

    @Test
    @DisplayName("is found by a hundred keys of each list, and forty postings that are read in one request")
    void depth() {
        String job = room.openJob(owner, employer, text);
        List<Map<String, AttributeValue>> originals = Stream.concat(
                        items("JOB#").stream(),
                        Stream.of("后端", "端开", "开发").flatMap(word -> items("WORD#" + word + "#ALL").stream()))
                .toList();
        for (int i = 0; i < 100; i++) {
            String other = PostingId.random(random).value();
            originals.forEach(item -> put(renamed(item, job, other)));
        }

        var requests = dynamo.requestsOf(() -> list(Map.of("q", "后端开发")).is(200));

        assertThat(requests).hasSize(4);
        assertThat(requests)
                .filteredOn(QueryRequest.class::isInstance)
                .hasSize(3)
                .allSatisfy(query -> assertThat(((QueryRequest) query).limit()).isEqualTo(100));
        assertThat(requests)
                .filteredOn(BatchGetItemRequest.class::isInstance)
                .singleElement()
                .satisfies(batch -> assertThat(((BatchGetItemRequest) batch)
                                .requestItems()
                                .get(JobsTable.NAME)
                                .keys())
                        .hasSize(40));
    }

    private static Map<String, AttributeValue> renamed(Map<String, AttributeValue> item, String job, String other) {
        Map<String, AttributeValue> copy = new HashMap<>(item);
        copy.replaceAll((name, value) ->
                value.s() == null ? value : AttributeValue.fromS(value.s().replace(job, other)));
        return copy;
    }

    private static String han(int length, int from) {
        StringBuilder signs = new StringBuilder();
        for (int i = 0; i < length; i++) {
            signs.appendCodePoint(from + 7 * i);
        }
        return signs.toString();
    }

    private static String[] benefits(int from) {
        String[] benefits = new String[10];
        for (int i = 0; i < benefits.length; i++) {
            benefits[i] = han(20, from + 150 * i);
        }
        return benefits;
    }

    /** Partitions of the index as they are where nothing but {@code keywords} is said in {@code city}. */
    private static List<String> indexOf(String city, String keywords) {
        return Stream.of(keywords.split(" "))
                .flatMap(keyword -> Stream.of("WORD#" + keyword + "#" + city, "WORD#" + keyword + "#ALL"))
                .sorted()
                .toList();
    }

    private List<String> index() {
        return items("WORD#").stream().map(item -> item.get("pk").s()).sorted().toList();
    }

    private List<Map<String, AttributeValue>> items(String prefix) {
        return dynamo.items(JobsTable.NAME).stream()
                .filter(item -> item.get("pk").s().startsWith(prefix))
                .toList();
    }

    private void put(Map<String, AttributeValue> item) {
        dynamo.client().putItem(put -> put.tableName(JobsTable.NAME).item(item));
    }

    private void changes(String job, int version, JobText other) {
        puts(job, version, other).is(200);
    }

    private Answer puts(String job, int version, JobText other) {
        return room.call(owner, "PUT", "/v1/employers/" + employer + "/jobs/" + job)
                .header("if-match", "\"" + version + "\"")
                .json(other.json())
                .send();
    }

    private List<String> ids(Map<String, String> query) {
        return list(query).is(200).json().path("jobs").findValuesAsText("id");
    }

    private Answer list(Map<String, String> query) {
        return room.call("GET", "/v1/jobs").query(query).send();
    }
}
