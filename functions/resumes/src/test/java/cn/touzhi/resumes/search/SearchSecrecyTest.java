package cn.touzhi.resumes.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.resumes.ResumeText;
import cn.touzhi.resumes.ResumesRoom;
import cn.touzhi.resumes.ResumesTable;
import cn.touzhi.resumes.Someone;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fills resumes at random, with canaries wherever somebody could be known by them, and looks for these in all that comes out. */
@DisplayName("Clause 3.1 (2): whatever resumes say and whatever is looked for,")
class SearchSecrecyTest {
    private static final String EMPLOYER = "E".repeat(22);

    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(ResumesRoom.TABLES);

    private final Someone recruiter = Someone.named('B');

    @Test
    @Clause("38")
    @DisplayName(
            "no name, number, address, date of birth, school or employer comes out of a search, or lies readable in a list")
    void canaries() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ResumesRoom room = ResumesRoom.empty(dynamo);
        room.actsFor(recruiter, EMPLOYER);
        room.employerIs(EMPLOYER, "verified", 3);
        room.postingIs("P".repeat(22), EMPLOYER, "open", 2);
        List<String> purposes = List.of("resume-health", "resume-household", "resume-marital-status");
        int found = 0;
        for (int i = 0; i < 25; i++) {
            Someone seeker = Someone.named((char) ('a' + i));
            room.consents(seeker, purposes.toArray(String[]::new));
            String resume = room.begins(seeker, withCanaries(random));
            room.shows(seeker, resume, 1, random.nextInt(4) == 0 ? "confidential" : "public")
                    .is(200);
        }

        for (int i = 0; i < 60; i++) {
            JsonNode answer = room.call(recruiter, "POST", "/v1/employers/" + EMPLOYER + "/resume-searches")
                    .json(search(random))
                    .send()
                    .is(200)
                    .json();
            found += answer.path("resumes").size();
            assertNoCanary(answer.toString(), seed);
        }

        assertThat(found).as("seed " + seed).isPositive();
        dynamo.items(ResumesTable.NAME).forEach(item -> assertNoCanary(item.toString(), seed));
        room.log().forEach(line -> assertNoCanary(line, seed));
    }

    private static ResumeText withCanaries(Random random) {
        int number = random.nextInt(10_000);
        return ResumeText.complete()
                .with("name", "\"金丝雀\"")
                .with("title", "\"canary-title\"")
                .with("phone", "\"+86139%04d%04d\"".formatted(7777, number))
                .with("email", "\"canary%d@canary.example\"".formatted(number))
                .with("wechat", "\"canary-%d\"".formatted(number))
                .with(
                        "birthDate",
                        "\"%d-0%d-1%d\"".formatted(1971 + random.nextInt(30), 1 + random.nextInt(9), random.nextInt(9)))
                .with("introduction", "\"canary introduction 13977770000\"")
                .with(
                        "education",
                        "[{\"school\":\"canary-school\",\"level\":\"21\",\"degree\":\"4\",\"major\":\"数学\","
                                + "\"start\":\"2001-0%d\",\"end\":\"2005-06\"}]".formatted(1 + random.nextInt(9)))
                .with(
                        "work",
                        "[{\"company\":\"canary-company\",\"position\":\"工程师\",\"start\":\"2006-0%d\","
                                        .formatted(1 + random.nextInt(9))
                                + "\"monthlySalary\":77771,\"description\":\"canary description\"}]")
                .with("projects", "[{\"name\":\"canary-project\",\"role\":\"canary-role\",\"start\":\"2007-01\"}]")
                .with("certificates", "[{\"name\":\"canary-certificate\"}]")
                .with("awards", "[{\"name\":\"canary-award\"}]")
                .disclosing("health", "\"1\"")
                .disclosing("householdRegion", "\"530100\"")
                .disclosing("maritalStatus", "\"10\"");
    }

    private static String search(Random random) {
        String[] more = {
            "",
            ",\"city\":\"530100\"",
            ",\"minYears\":" + random.nextInt(10),
            ",\"keyword\":\"工程师\"",
            ",\"keyword\":\"java\"",
            ",\"education\":\"31\"",
            ",\"maxSalary\":30000"
        };
        return "{\"category\":\"0101\"" + more[random.nextInt(more.length)] + "}";
    }

    private static void assertNoCanary(String text, long seed) {
        assertThat(text)
                .as("seed " + seed)
                .doesNotContain("canary", "金丝雀", "1397777", "77771", "2001-0", "2006-0")
                .doesNotContainPattern("19[789]\\d-\\d\\d-\\d\\d|20[01]\\d-\\d\\d-\\d\\d(?!T)");
    }
}
