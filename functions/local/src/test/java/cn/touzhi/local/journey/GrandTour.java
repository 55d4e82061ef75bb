package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.LocalCloud;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Goes through all that the platform can do, failures included, so that whatever a role may do is needed once. */
final class GrandTour {
    /** So many messages of one block must go out unused before a breaker trips; see template.yaml. */
    static final int PUMPED = 10;

    private final World world;
    private final Deployer deployer;
    private final Table registrationTable;
    private final Privacy privacy;

    GrandTour(LocalCloud cloud) {
        this.world = new World(cloud.url());
        this.deployer = new Deployer(cloud.awsEndpoint());
        this.privacy = new Privacy(cloud.awsEndpoint());
        this.registrationTable = new Table(cloud.awsEndpoint(), "RegistrationTable");
    }

    void walk() {
        enterByPhone();
        leaveTooYoung();
        needStaff();
        failToSend();
        failToPublish();
        consent();
        hire();
        writeResumes();
        apply();
        lapse();
        erase();
        pumpMessages();
    }

    private void enterByPhone() {
        Visitor visitor = world.aVisitorWithPhone().asksForCode();
        visitor.readsCode();
        world.advance(Duration.ofSeconds(61));
        expect(202, visitor.requestsAnotherCode(UUID.randomUUID().toString()));
        visitor.readsCode(2);
        visitor.provesAddress().remember(visitor.requestsAccount("1990-05-17"), 201);
        // the gateway gives the issuer a second and a half, and the first time on a busy machine that is too little
        world.await(() -> assertThat(visitor.asksWhoAmI().status()).isEqualTo(200));
        visitor.refreshes();
        // keys in clear are kept for five minutes
        world.advance(Duration.ofMinutes(6));
        expect(200, visitor.asksWhoAmI());
        expect(204, visitor.signsOut(visitor.session()));
        visitor.signsIn();
        awaitSource("IssuerFunction", "KeepWarm");
    }

    private void leaveTooYoung() {
        Visitor child = world.aVisitorWithEmail().asksForCode().provesAddress();
        expect(403, child.requestsAccount("2020-05-17"));
    }

    /** Every act of staff. Each freeze is a day before what follows: the first notice of a day makes the day's key. */
    private void needStaff() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        String account = visitor.account();
        for (String act : List.of("grant-staff", "take-staff", "reset-birth-date-tries")) {
            deployer.does(Deployer.act(act, account));
        }
        // before it had the address, which so counts as young
        deployer.freezes(account, world.now().minus(Duration.ofHours(1)));
        world.advance(Duration.ofDays(1));
        deployer.does(Deployer.act("unfreeze", account));
        deployer.freezes(account, world.now());
        world.advance(Duration.ofDays(1));
        deployer.does(
                Deployer.returning(account, "email", world.aVisitorWithEmail().address()));
    }

    private void failToSend() {
        world.fail(List.of(Map.of("function", "SendingFunction", "service", "sns", "effect", "throttle")));
        boolean undeliverable = false;
        for (int tried = 0; !undeliverable && tried < 5; tried++) {
            Visitor visitor = world.aVisitorWithPhone().asksForCode();
            world.awaitFaults();
            world.await(() -> assertThat(world.stores("item"))
                    .filteredOn(line -> line.path("key").asText().startsWith("VERIFICATION#" + visitor.verification()))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line.path("value").has("claim")).isFalse()));
            world.advance(Duration.ofMinutes(11));
            undeliverable = comesTo(visitor).equals("undeliverable");
        }
        assertThat(undeliverable).isTrue();
        world.heal();
    }

    /** A try that time jumped over counts as dead, and what it may have sent as sent. */
    private String comesTo(Visitor visitor) {
        world.await(() -> assertThat(stateSeenBy(visitor)).isIn("undeliverable", "sent"));
        return stateSeenBy(visitor);
    }

    private static String stateSeenBy(Visitor visitor) {
        return visitor.seesVerification().body().path("state").asText();
    }

    /** Until the records are older than the template wants them tried. */
    private void failToPublish() {
        world.fail(List.of(Map.of("function", "RelayFunction", "service", "sns", "effect", "throttle")));
        world.aVisitorWithPhone().asksForCode();
        world.awaitFaults();
        world.advance(Duration.ofDays(1));
        world.await(() -> assertThat(world.stores())
                .anyMatch(line -> line.path("store").asText().equals("RelayFailures")));
        world.heal();
    }

    /** Keys follow one another meanwhile: the second signs after a week, the first is forgotten an hour later than that. */
    private void lapse() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        registrationTable.strand(visitor.account(), world.now());
        keysRunAfter(Duration.ofHours(1));
        keysRunAfter(Duration.ofDays(31));
        keysRunAfter(Duration.ofHours(1));
        assertThat(registrationTable.stateOf(visitor.account())).isEqualTo("erased");
    }

    /** What privacy hears fails at first. */
    private void consent() {
        world.fail("PrivacyHearingFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        Visitor visitor = world.aVisitorWithPhone().registers();
        world.awaitFaults();
        world.heal();
        expect(200, visitor.gives("resume-health"));
        expect(200, visitor.withdraws("resume-health"));
        expect(200, visitor.listsConsents());
    }

    /** Resumes with all that is in them, to their owner's end; what the room hears and is ordered fails at first. */
    private void writeResumes() {
        Seeking seeking = new Seeking(world);
        Visitor seeker = world.aVisitorWithPhone().registers();
        seeking.begins(seeker, Seeking.resume());
        String id = seeking.disclosesAll(seeker);
        String path = "/v1/resumes/" + id;
        expect(200, world.http().get("/v1/resumes", seeker.authorized()));
        // keys in clear are kept for five minutes
        world.advance(Duration.ofMinutes(6));
        expect(200, world.http().get(path, seeker.authorized()));
        expect(200, world.http().put(path + "/preference", Map.of(), seeker.authorized()));
        seeking.freezes(seeker, id);
        expect(
                403,
                world.http()
                        .post(
                                "/v1/resume-views",
                                Map.of("grant", "e30aaaaaaaaa." + "A".repeat(43)),
                                seeker.authorized()));
        world.drain();
        world.fail("ResumesHearingFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        expect(200, seeker.withdraws("resume-health"));
        world.awaitFaults();
        world.heal();
        world.drain();
        expect(200, seeking.shows(seeker, id, "public"));
        String another = seeking.begins(seeker, Seeking.resume());
        expect(200, seeking.shows(seeker, another, "public"));
        expect(200, seeking.shows(seeker, another, "confidential"));
        expect(204, world.http().delete("/v1/resumes/" + another, seeker.authorized()));
        attach(seeker);
        Visitor second = seeker.onAnotherDevice().signsIn();
        expect(204, second.signsOut(second.session()));
        world.drain();
        world.fail("ResumesErasureFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        privacy.ordersErasure(seeker.account());
        world.awaitFaults();
        world.heal();
        world.drain();
    }

    /**
     * Files: one that is uploaded twice, a photo whose consent is withdrawn, one that is taken away while it is checked, which fails at first, and one that
     * stays; so does what is found fail to be noted.
     */
    private void attach(Visitor seeker) {
        Attaching attaching = new Attaching(world);
        byte[] file = Attaching.pdf("a resume");
        JsonNode twice = attaching.announces(seeker, "a.pdf", Attaching.PDF, file);
        world.fail("ResumesCheckedFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        assertThat(attaching.posts(twice, file, Map.of())).isEqualTo(201);
        assertThat(attaching.puts(twice, file)).isEqualTo(200);
        world.awaitFaults();
        world.heal();
        JsonNode clean = attaching.checked(seeker, twice.path("id").asText());
        assertThat(attaching.follows(clean.path("file").asText()).statusCode()).isEqualTo(200);
        world.drain();
        new Seeking(world).portrays(seeker);
        world.fail("ResumesHearingFunction", "s3", "DeleteObjects", "refuse", 3);
        expect(200, seeker.withdraws("resume-photo"));
        world.awaitFaults();
        world.heal();
        world.drain();
        JsonNode gone = attaching.announces(seeker, "b.pdf", Attaching.PDF, file);
        world.fail("AttachmentsFunction", "sqs", "SendMessage", "refuse", 3);
        assertThat(attaching.posts(gone, file, Map.of())).isEqualTo(201);
        world.awaitFaults();
        expect(204, world.http().delete("/v1/attachments/" + gone.path("id").asText(), seeker.authorized()));
        world.heal();
        world.drain();
    }

    /** From a submission to its end, as both sides end it; what the room hears and is ordered fails at first. */
    private void apply() {
        Hiring hiring = new Hiring(world, deployer);
        Seeking seeking = new Seeking(world);
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, hiring.staff());
        Visitor seeker = world.aVisitorWithPhone().registers();
        String resume = seeking.begins(seeker, Seeking.resume());
        String job = hiring.posts(owner, employer);
        String application = seeking.applies(seeker, resume, job);
        expect(200, world.http().get("/v1/applications", seeker.authorized()));
        expect(200, world.http().get("/v1/applications/" + application, seeker.authorized()));
        expect(200, world.http().get("/v1/employers/" + employer + "/applications", owner.authorized()));
        world.await(() -> Hiring.expect(200, hiring.searches(owner, employer, Map.of("category", "0101"))));
        expect(200, hiring.looks(owner, hiring.asksToLook(owner, employer, application)));
        expect(200, hiring.handles(owner, employer, application, Map.of("move", "shortlist")));
        expect(200, hiring.asksForIdentityNumber(owner, employer, application));
        seeking.givesIdentityNumber(seeker, application);
        expect(200, hiring.looksAtIdentityNumber(owner, employer, application));
        expect(204, world.http().delete("/v1/applications/" + application + "/identity-number", seeker.authorized()));
        expect(
                200,
                hiring.proposes(
                        owner,
                        employer,
                        application,
                        world.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS)));
        // keys in clear are kept for five minutes
        world.advance(Duration.ofMinutes(6));
        expect(200, world.http().get("/v1/applications/" + application + "/interview", seeker.authorized()));
        expect(200, seeking.moves(seeker, application, "withdraw"));
        expect(200, world.http().get("/v1/disclosures", seeker.authorized()));
        Visitor another = world.aVisitorWithPhone().registers();
        seeking.applies(another, seeking.begins(another, Seeking.resume()), job);
        world.drain();
        world.fail("ApplicationsHearingFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        expect(200, hiring.moves(owner, employer, job, "closed"));
        world.awaitFaults();
        world.heal();
        world.drain();
        Visitor second = seeker.onAnotherDevice().signsIn();
        expect(204, second.signsOut(second.session()));
        world.drain();
        world.fail("ApplicationsErasureFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        privacy.ordersErasure(seeker.account());
        world.awaitFaults();
        world.heal();
        world.drain();
        // whoever waits for an answer is told that none will come
        letExpire(seeking.applies(another, seeking.begins(another, Seeking.resume()), hiring.posts(owner, employer)));
    }

    /** Waits until what its employer leaves unanswered is over. */
    private void letExpire(String application) {
        world.advance(Duration.ofDays(30));
        world.await(() -> assertThat(world.stores("item"))
                .anyMatch(line -> line.path("key").asText().equals("APPLICATION#" + application + "/APPLICATION")
                        && line.toString().contains("expired")));
    }

    /** An employer from its registration to its end: of two owners, and what it posts. */
    private void hire() {
        Hiring hiring = new Hiring(world, deployer);
        Visitor staff = hiring.staff();
        Visitor owner = world.aVisitorWithPhone().registers();
        String employer = hiring.registers(owner);
        hiring.isVerified(owner, employer, staff);
        Visitor recruiter = world.aVisitorWithPhone().registers();
        hiring.takesIn(owner, employer, recruiter);
        String members = "/v1/employers/" + employer + "/members";
        expect(200, world.http().get(members, owner.authorized()));
        expect(
                200,
                world.http()
                        .put(members + "/" + recruiter.account(), Map.of("role", "interviewer"), owner.authorized()));
        expect(204, world.http().delete(members + "/" + recruiter.account(), owner.authorized()));
        String job = hiring.posts(owner, employer);
        expect(200, world.http().get("/v1/jobs/" + job, Map.of()));
        expect(200, hiring.moves(owner, employer, job, "closed"));
        hiring.posts(owner, employer);
        world.drain();
        world.fail("JobsHearingFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        expect(200, hiring.decides(staff, employer, "suspended", "complaints"));
        world.awaitFaults();
        world.heal();
        world.drain();
        Visitor second = owner.onAnotherDevice().signsIn();
        expect(204, second.signsOut(second.session()));
        world.drain();
        world.fail("JobsErasureFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        privacy.ordersErasure(owner.account());
        world.awaitFaults();
        world.heal();
        world.drain();
    }

    /** Somebody with two addresses, one of whom hears of the other, and whose order fails at first. */
    private void erase() {
        Visitor visitor = world.aVisitorWithPhone().registers();
        Visitor second = visitor.onAnotherDevice().signsIn();
        expect(204, second.signsOut(second.session()));
        visitor.stepsUp();
        expect(201, visitor.requestsIdentity(world.aVisitorWithEmail().provesFor("identity")));
        registrationTable.strand(visitor.account(), world.now());
        world.drain();
        world.fail("ErasureFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        String order = privacy.ordersErasure(visitor.account());
        world.awaitFaults();
        world.fail("PrivacyErasureFunction", "dynamodb", "TransactWriteItems", "refuse", 3);
        privacy.says(order, visitor.account());
        privacy.ordersErasure(visitor.account());
        world.awaitFaults();
        world.heal();
        for (String table : List.of("RegistrationTable", "PrivacyTable")) {
            world.await(() -> assertThat(world.stores("item"))
                    .anyMatch(line -> line.path("store").asText().equals(table)
                            && line.path("key").asText().equals("FENCE#" + visitor.account() + "/FENCE")
                            && line.toString().contains("ErasureReported")
                            && line.toString().contains(order)));
        }
    }

    private void keysRunAfter(Duration time) {
        long before = hourlyRuns();
        world.advance(time);
        world.await(() -> assertThat(hourlyRuns()).isGreaterThan(before));
    }

    private long hourlyRuns() {
        return world.invocations("KeysFunction").stream()
                .filter(invocation -> invocation.path("source").asText().equals("Hourly")
                        && invocation.path("outcome").asText().equals("ok"))
                .count();
    }

    /** Many numbers of one block, and none of them reads its code. */
    private void pumpMessages() {
        for (int i = 0; i < PUMPED; i++) {
            world.aVisitorWithPhone("+861391234%04d".formatted(i)).asksForCode();
        }
        world.await(() -> assertThat(
                        world.aVisitorWithPhone("+8613912349999").asks().problem())
                .isEqualTo("challenge-needed"));
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private void awaitSource(String function, String source) {
        world.await(() -> assertThat(world.invocations(function))
                .anyMatch(invocation -> invocation.path("source").asText().equals(source)));
    }
}
