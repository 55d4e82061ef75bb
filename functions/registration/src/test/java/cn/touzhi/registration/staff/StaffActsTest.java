package cn.touzhi.registration.staff;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.seconds;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.registration.staff.Office.EMAIL;
import static cn.touzhi.registration.staff.Office.PHONE;
import static cn.touzhi.registration.staff.Office.REASON;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.touzhi.kernel.Clause;
import cn.touzhi.kernel.LocalDynamo;
import cn.touzhi.kernel.OpaqueId;
import cn.touzhi.kernel.RandomText;
import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.address.EmailAddress;
import cn.touzhi.registration.RegistrationTable;
import cn.touzhi.registration.account.Registered;
import cn.touzhi.registration.identity.Identity;
import cn.touzhi.registration.session.Session;
import cn.touzhi.registration.session.World;
import cn.touzhi.registration.verification.Channel;
import cn.touzhi.registration.verification.Purpose;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

@Clause("64")
@DisplayName("Staff")
class StaffActsTest {
    @RegisterExtension
    static final LocalDynamo dynamo = new LocalDynamo(World.TABLE, World.KEYS);

    private static final Duration DAY = Duration.ofHours(24);
    private static final SubjectId NOBODY = new SubjectId("A".repeat(22));

    private Office office;
    private World world;

    @BeforeEach
    void open() {
        office = new Office(dynamo);
        world = office.world;
    }

    // ---- the scope

    @Test
    @DisplayName("is nobody before somebody was granted it")
    void nobodyByDefault() {
        Session session = office.anAccount();

        assertThat(session.staff()).isFalse();
        assertThat(office.account(session.subject())).doesNotContainKey("staff");
        office.refuses(office.request("take-staff", session.subject()), "not-staff");
    }

    @Test
    @DisplayName("is granted and taken, and either ends all sessions, so that no token says what isn't so")
    void scope() {
        SubjectId subject = office.anAccount().subject();

        office.does(office.request("grant-staff", subject));

        assertThat(office.account(subject).get("staff").bool()).isTrue();
        assertThat(office.account(subject).get("generation").n()).isEqualTo("2");
        assertThat(office.events(subject)).containsEntry("SessionsEnded", Map.of("generation", "2"));
        office.refuses(office.request("grant-staff", subject), "already-staff");

        office.does(office.request("take-staff", subject));

        assertThat(office.account(subject)).doesNotContainKey("staff");
        assertThat(office.account(subject).get("generation").n()).isEqualTo("3");
        office.refuses(office.request("take-staff", subject), "not-staff");
        assertThat(office.notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"frozen", "stranded"})
    @DisplayName("is granted to no account that isn't in use, but taken from it at once")
    void scopeOfTheLost(String state) {
        SubjectId subject = office.anAccount().subject();
        office.does(office.request("grant-staff", subject));
        if (state.equals("frozen")) {
            office.freeze(subject);
        } else {
            office.strand(subject, Channel.SMS, PHONE);
        }
        int generation = generation(subject);

        office.does(office.request("take-staff", subject));

        assertThat(office.account(subject)).doesNotContainKey("staff");
        assertThat(office.account(subject).get("state").s()).isEqualTo(state);
        assertThat(generation(subject)).isEqualTo(generation + 1);
        office.refuses(office.request("take-staff", subject), "not-staff");
        office.refuses(office.request("grant-staff", subject), "account-not-active");
    }

    @Test
    @DisplayName("is nobody any more whose account was given back")
    void returnedWithoutScope() {
        SubjectId subject = office.anAccount().subject();
        office.does(office.request("grant-staff", subject));
        office.does(office.request("freeze", subject));
        assertThat(office.account(subject)).containsKey("staff");
        world.clock().advance(DAY);

        office.does(office.returning(subject, Channel.SMS, PHONE));

        assertThat(office.account(subject)).doesNotContainKey("staff");
        office.refuses(office.request("take-staff", subject), "not-staff");
    }

    // ---- frozen accounts

    @Test
    @DisplayName("freezes for an owner who can't: ends all sessions, opens a case and tells every address")
    void freezes() {
        Session session = office.anAccount();
        SubjectId subject = session.subject();
        office.addAddress(subject, Channel.EMAIL, new EmailAddress("removed@example.com"), World.NOON);
        office.remove(subject, Channel.EMAIL, new EmailAddress("removed@example.com"));
        office.addAddress(subject, Channel.EMAIL, EMAIL, World.NOON);
        world.clock().advance(Duration.ofHours(1));

        office.does(office.request("freeze", subject));

        assertThat(world.goesOn(session)).isFalse();
        assertThat(office.account(subject).get("state").s()).isEqualTo("frozen");
        assertThat(office.account(subject).get("frozenAt")).isEqualTo(seconds(World.NOON.plus(Duration.ofHours(1))));
        assertThat(generation(subject)).isEqualTo(2);
        String opened = office.account(subject).get("caseId").s();
        assertThat(opened).matches(RandomText::matches);
        assertThat(office.events(subject))
                .containsEntry("SessionsEnded", Map.of("generation", "2"))
                .containsEntry("AccountFrozen", Map.of("case", opened));
        assertThat(office.notices())
                .containsExactly("account-frozen +8613800138000", "account-frozen owner@example.com");
        assertThat(office.acts(subject)).singleElement().satisfies(act -> assertThat(act.act())
                .isEqualTo(ActKind.FREEZE));
        office.refuses(office.request("freeze", subject), "account-not-active");
    }

    @Test
    @DisplayName("freezes once: a repeat finds the first, also after a lost answer, and after it was unfrozen")
    void freezesOnce() {
        SubjectId subject = office.anAccount().subject();
        ObjectNode freeze = office.request("freeze", subject);
        world.faults().loseAnswer();
        assertThatExceptionOfType(StaffHandler.ActFailedException.class).isThrownBy(() -> office.ask(freeze));
        AttributeValue opened = office.account(subject).get("caseId");
        world.clock().advance(DAY);

        JsonNode repeated = office.ask(freeze);
        assertThat(office.account(subject).get("caseId")).isEqualTo(opened);
        office.does(office.request("unfreeze", subject));

        assertThat(repeated).hasToString("{\"done\":\"freeze\",\"at\":\"2026-11-23T12:00:00Z\"}");
        assertThat(office.ask(freeze)).isEqualTo(repeated);
        assertThat(office.account(subject).get("state").s()).isEqualTo("active");
        assertThat(generation(subject)).isEqualTo(2);
        assertThat(office.events(subject)).containsEntry("AccountUnfrozen", Map.of("case", opened.s(), "by", "staff"));
        assertThat(office.notices())
                .containsExactly("account-frozen +8613800138000", "account-unfrozen +8613800138000");
    }

    @Test
    @DisplayName("leaves the owner 24 hours after its own freeze too, then returns what a thief had made their own")
    void returnsWhatStaffFroze() {
        SubjectId subject = office.anAccount().subject();
        EmailAddress thief = new EmailAddress("thief@example.com");
        office.strand(subject, Channel.SMS, PHONE);
        office.refuses(office.request("freeze", subject), "account-not-active");
        office.addAddress(subject, Channel.EMAIL, thief, World.NOON.plus(Duration.ofDays(7)));
        office.change(
                RegistrationTable.accountKey(subject),
                "SET #state = :active REMOVE strandedAt",
                Map.of("#state", "state"),
                Map.of(":active", text("active")));
        office.refuses(office.returning(subject, Channel.EMAIL, EMAIL), "not-lost");

        office.does(office.request("freeze", subject));
        world.clock().advance(DAY.minusSeconds(1));
        office.refuses(office.returning(subject, Channel.EMAIL, EMAIL), "too-early");
        office.refuses(office.request("unfreeze", subject), "too-early");
        world.clock().advance(Duration.ofSeconds(1));
        office.does(office.returning(subject, Channel.EMAIL, EMAIL));

        assertThat(office.guard(Channel.EMAIL, thief)).isEmpty();
        assertThat(office.guard(Channel.EMAIL, EMAIL).map(Identity::subject)).contains(subject);
        assertThat(office.account(subject)).doesNotContainKeys("frozenAt", "caseId");
        assertThat(office.account(subject).get("state").s()).isEqualTo("active");
    }

    @Test
    @DisplayName("doesn't freeze anew what its owner froze meanwhile, and ends a session that began meanwhile")
    void freezesMeanwhile() {
        SubjectId subject = office.anAccount().subject();
        AtomicInteger once = new AtomicInteger(1);
        Office racing = office.with(Overtaken.before(
                dynamo.client(), () -> once.getAndDecrement() > 0, () -> world.endAllSessionsOf(subject)));
        racing.does(racing.request("freeze", subject));
        assertThat(generation(subject)).isEqualTo(3);

        world.clock().advance(DAY);
        racing.does(racing.request("unfreeze", subject));
        once.set(1);
        Office late = office.with(
                Overtaken.before(dynamo.client(), () -> once.getAndDecrement() > 0, () -> office.freeze(subject)));
        assertThat(late.ask(late.request("freeze", subject).put("request", "another-request-id")))
                .hasToString("{\"refused\":\"account-not-active\"}");
        assertThat(office.account(subject).get("caseId").s()).isEqualTo("a-case");
    }

    @Test
    @DisplayName("unfreezes 24 hours after the freeze, not a second sooner, and tells every address")
    void unfreezes() {
        SubjectId subject = office.anAccount().subject();
        office.addAddress(subject, Channel.EMAIL, EMAIL, World.NOON);
        office.remove(subject, Channel.EMAIL, EMAIL);
        office.addAddress(subject, Channel.EMAIL, new EmailAddress("second@example.com"), World.NOON);
        office.refuses(office.request("unfreeze", subject), "not-frozen");
        office.freeze(subject);
        world.clock().advance(DAY.minusSeconds(1));

        JsonNode early = office.ask(office.request("unfreeze", subject));
        office.refuses(office.request("unfreeze", subject), "too-early");
        world.clock().advance(Duration.ofSeconds(1));
        office.does(office.request("unfreeze", subject));

        assertThat(early.path("from").asText()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(office.account(subject)).doesNotContainKeys("frozenAt", "caseId");
        assertThat(office.account(subject).get("state").s()).isEqualTo("active");
        assertThat(office.account(subject).get("birthDateTries").n()).isEqualTo("0");
        assertThat(office.events(subject)).containsEntry("AccountUnfrozen", Map.of("case", "a-case", "by", "staff"));
        assertThat(office.notices())
                .containsExactly("account-unfrozen +8613800138000", "account-unfrozen second@example.com");
    }

    @Test
    @DisplayName("lets an address that was young at the freeze begin its youth anew, and no other")
    void youngAgain() {
        SubjectId subject = office.anAccount().subject();
        office.addAddress(subject, Channel.EMAIL, EMAIL, World.NOON.plus(Duration.ofDays(7)));
        office.freeze(subject);
        world.clock().advance(DAY.multipliedBy(8));

        office.does(office.request("unfreeze", subject));

        assertThat(trustedFrom(Channel.EMAIL)).isEqualTo(World.NOON.plus(Duration.ofDays(15)));
        assertThat(trustedFrom(Channel.SMS)).isEqualTo(World.NOON);
    }

    @Test
    @DisplayName("gives a frozen account back to the holder of one address; the others lose it and can undo nothing")
    void returnsFrozen() {
        SubjectId subject = office.anAccount().subject();
        office.addAddress(subject, Channel.EMAIL, EMAIL, World.NOON);
        office.remove(subject, Channel.EMAIL, EMAIL);
        office.addAddress(
                subject, Channel.EMAIL, new EmailAddress("thief@example.com"), World.NOON.plus(Duration.ofDays(7)));
        office.refuses(office.returning(subject, Channel.EMAIL, EMAIL), "not-lost");
        office.freeze(subject);
        world.clock().advance(DAY.minusSeconds(1));
        office.refuses(office.returning(subject, Channel.EMAIL, EMAIL), "too-early");
        world.clock().advance(Duration.ofSeconds(1));
        Instant now = world.clock().instant();

        office.does(office.returning(subject, Channel.EMAIL, EMAIL));

        assertThat(office.addresses(subject)).singleElement().satisfies(address -> {
            assertThat(address.open(world.subjectKeys().of(subject).orElseThrow()))
                    .isEqualTo(EMAIL);
            assertThat(address.addedAt()).isEqualTo(World.NOON);
            assertThat(address.removedAt()).isEmpty();
            assertThat(address.expiresAt()).isEmpty();
        });
        assertThat(office.guard(Channel.EMAIL, EMAIL).orElseThrow())
                .isEqualTo(new Identity(
                        World.DIGESTS.of(Channel.EMAIL, EMAIL),
                        subject,
                        Channel.EMAIL,
                        World.NOON,
                        now,
                        now,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(office.guard(Channel.SMS, PHONE)).isEmpty();
        assertThat(office.guard(Channel.EMAIL, new EmailAddress("thief@example.com")))
                .isEmpty();
        assertThat(office.account(subject))
                .doesNotContainKeys("frozenAt", "caseId")
                .extractingByKeys("state", "identities", "generation", "birthDateTries")
                .hasToString(
                        "[AttributeValue(S=active), AttributeValue(N=1), AttributeValue(N=3), AttributeValue(N=0)]");
        assertThat(office.events(subject))
                .containsEntry("SessionsEnded", Map.of("generation", "3"))
                .containsEntry("AccountUnfrozen", Map.of("case", "a-case", "by", "staff"))
                .containsEntry("IdentitiesChanged", Map.of("change", "restored"));
        assertThat(office.notices())
                .containsExactly(
                        "identity-removed +8613800138000",
                        "identity-removed thief@example.com",
                        "identity-restored owner@example.com");
    }

    @Test
    @DisplayName("gives an account back to an address that it never had, once that is free")
    void returnsToNewAddress() {
        SubjectId other = office.anAccount().subject();
        SubjectId subject = another();
        office.freeze(subject);
        world.clock().advance(DAY);

        office.refuses(office.returning(subject, Channel.SMS, PHONE), "address-in-use");
        office.remove(other, Channel.SMS, PHONE);
        office.refuses(office.returning(subject, Channel.SMS, PHONE), "address-in-use");
        world.clock().advance(Duration.ofDays(7));
        office.does(office.returning(subject, Channel.SMS, PHONE));

        assertThat(office.guard(Channel.SMS, PHONE).map(Identity::subject)).contains(subject);
        assertThat(office.addresses(subject)).hasSize(1);
        assertThat(office.guard(Channel.EMAIL, EMAIL)).isEmpty();
        assertThat(office.addresses(other))
                .as("another's address is nothing that staff meant")
                .hasSize(1);
    }

    @Test
    @DisplayName(
            "doesn't take from its new holder, nor tell, an address that was removed long ago and is another's now")
    void longRemoved() {
        SubjectId subject = another();
        office.addAddress(subject, Channel.SMS, PHONE, World.NOON);
        office.remove(subject, Channel.SMS, PHONE);
        office.change(
                RegistrationTable.identityKey(World.DIGESTS.of(Channel.SMS, PHONE)),
                "SET subject = :other REMOVE removedAt, expiresAt",
                Map.of(":other", text(NOBODY.value())));
        office.freeze(subject);
        world.clock().advance(Duration.ofDays(8));

        office.does(office.returning(subject, Channel.EMAIL, EMAIL));

        assertThat(office.guard(Channel.SMS, PHONE).map(Identity::subject)).contains(NOBODY);
        assertThat(office.addresses(subject)).hasSize(1);
        assertThat(office.notices()).containsExactly("identity-restored owner@example.com");
    }

    @Test
    @DisplayName("gives a stranded account back at once, but not once its thirty days are over")
    void returnsStranded() {
        SubjectId subject = office.anAccount().subject();
        office.strand(subject, Channel.SMS, PHONE);
        office.refuses(office.request("unfreeze", subject), "not-frozen");
        world.clock().advance(Duration.ofDays(30).minusSeconds(1));

        office.does(office.returning(subject, Channel.EMAIL, EMAIL));

        assertThat(office.account(subject)).doesNotContainKey("strandedAt");
        assertThat(office.account(subject).get("state").s()).isEqualTo("active");
        assertThat(office.events(subject)).doesNotContainKey("AccountUnfrozen").containsKey("IdentitiesChanged");
        office.strand(subject, Channel.EMAIL, EMAIL);
        world.clock().advance(Duration.ofDays(30));
        office.refuses(office.returning(subject, Channel.EMAIL, EMAIL), "no-such-account");
    }

    @Test
    @DisplayName("lets the birth date be guessed at again")
    void resetsTries() {
        SubjectId subject = office.anAccount().subject();
        office.change(
                RegistrationTable.accountKey(subject), "SET birthDateTries = :three", Map.of(":three", number(3)));

        office.does(office.request("reset-birth-date-tries", subject));

        assertThat(office.account(subject).get("birthDateTries").n()).isEqualTo("0");
        assertThat(office.account(subject).get("generation").n()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"grant-staff", "take-staff", "freeze", "unfreeze", "return", "reset-birth-date-tries"})
    @DisplayName("can do nothing to an account that never was, or was erased")
    void noAccount(String act) {
        SubjectId subject = office.anAccount().subject();
        office.change(
                RegistrationTable.accountKey(subject),
                "SET #state = :erased REMOVE birthDate, locale",
                Map.of("#state", "state"),
                Map.of(":erased", text("erased")));

        for (SubjectId nobody : List.of(NOBODY, subject)) {
            office.refuses(
                    act.equals("return") ? office.returning(nobody, Channel.SMS, PHONE) : office.request(act, nobody),
                    "no-such-account");
        }
    }

    // ---- the record

    @Test
    @DisplayName("leaves a record of each act with who and why; the reason is sealed and in clear nowhere")
    void record() {
        SubjectId subject = office.anAccount().subject();

        office.does(office.request("grant-staff", subject));

        assertThat(office.acts(subject)).singleElement().satisfies(act -> {
            assertThat(act.act()).isEqualTo(ActKind.GRANT_STAFF);
            assertThat(act.by()).isEqualTo(new Operator("op-17"));
            assertThat(act.at()).isEqualTo(World.NOON);
            assertThat(act.openReason(world.subjectKeys().of(subject).orElseThrow()))
                    .isEqualTo(REASON);
        });
        assertThat(dynamo.items(World.TABLE).toString() + office.log).doesNotContain("张伟", "13800138000", "passport");
        assertThat(office.log)
                .singleElement()
                .asString()
                .contains("\"staff-act\"", "\"grant-staff\"", "\"op-17\"", subject.value());
    }

    @Test
    @DisplayName("acts in one transaction with the record, after one query, and never touches a record again")
    void appendOnly() {
        SubjectId subject = office.anAccount().subject();
        office.addAddress(subject, Channel.EMAIL, EMAIL, World.NOON.plus(Duration.ofDays(7)));
        office.freeze(subject);
        world.clock().advance(DAY);
        List<ObjectNode> asked = List.of(
                office.request("unfreeze", subject),
                office.request("reset-birth-date-tries", subject),
                office.request("grant-staff", subject),
                office.request("take-staff", subject),
                office.request("freeze", subject));

        List<SdkRequest> requests = dynamo.requestsOf(() -> {
            asked.forEach(office::does);
            asked.forEach(office::does);
            world.clock().advance(DAY);
            office.does(office.returning(subject, Channel.EMAIL, EMAIL));
        });

        assertThat(requests.stream().filter(QueryRequest.class::isInstance)).hasSize(11);
        List<TransactWriteItemsRequest> writes = requests.stream()
                .filter(TransactWriteItemsRequest.class::isInstance)
                .map(TransactWriteItemsRequest.class::cast)
                .toList();
        assertThat(writes).hasSize(6).allSatisfy(write -> {
            assertThat(write.transactItems().stream()
                            .filter(item -> item.put() != null
                                    && item.put().item().get("sk").s().startsWith("ACT#")))
                    .singleElement()
                    .satisfies(
                            item -> assertThat(item.put().conditionExpression()).isEqualTo("attribute_not_exists(pk)"));
            assertThat(write.transactItems().stream()
                            .flatMap(item -> item.update() != null
                                    ? Stream.of(item.update().key())
                                    : item.delete() != null
                                            ? Stream.of(item.delete().key())
                                            : Stream.of())
                            .map(key -> key.get("sk").s()))
                    .noneMatch(sort -> sort.startsWith("ACT#"));
        });
        assertThat(office.acts(subject)).hasSize(6);
    }

    @Test
    @DisplayName("alone knows where records lie, but for what erases them with the account, so that none can touch one")
    void nobodyElse() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.touzhi.registration");

        noClasses()
                .that()
                .resideOutsideOfPackages("cn.touzhi.registration.staff", "cn.touzhi.registration.erasure")
                .should()
                .callMethod(RegistrationTable.class, "staffActKey", SubjectId.class, OpaqueId.class)
                .orShould()
                .callMethod(RegistrationTable.class, "staffActPrefix")
                .check(classes.that(DescribedPredicate.describe(
                        "but the table's", type -> !type.isEquivalentTo(RegistrationTable.class))));
    }

    @Test
    @DisplayName("acts once under one request id, answers a repeat alike, and refuses whatever else comes under it")
    void idempotent() {
        SubjectId subject = office.anAccount().subject();
        office.freeze(subject);
        world.clock().advance(DAY);
        ObjectNode request = office.returning(subject, Channel.EMAIL, EMAIL);

        world.faults().loseAnswer();
        assertThatExceptionOfType(StaffHandler.ActFailedException.class)
                .isThrownBy(() -> office.ask(request))
                .withNoCause()
                .satisfies(fault -> assertThat(fault.getStackTrace()).isEmpty());
        world.clock().advance(Duration.ofHours(1));
        JsonNode repeated = office.ask(request);

        assertThat(repeated).hasToString("{\"done\":\"return\",\"at\":\"2026-11-24T12:00:00Z\"}");
        assertThat(office.acts(subject)).hasSize(1);
        assertThat(office.account(subject).get("generation").n()).isEqualTo("3");
        for (Map.Entry<String, String> other : Map.of(
                        "reason", "another", "by", "op-18", "address", "other@example.com")
                .entrySet()) {
            office.refuses(request.deepCopy().put(other.getKey(), other.getValue()), "request-used");
        }
        ObjectNode otherAct = office.request("grant-staff", subject);
        office.refuses(otherAct.put("request", request.path("request").asText()), "request-used");
        assertThat(office.log.toString()).contains("staff-act-failed", "staff-act-repeated", "staff-act-refused");
    }

    // ---- races

    @Test
    @DisplayName("reads again when somebody else was faster, and after three losses says so and does nothing")
    void races() {
        SubjectId subject = office.anAccount().subject();
        AtomicInteger losses = new AtomicInteger(2);
        Office racing = office.with(Overtaken.before(
                dynamo.client(), () -> losses.getAndDecrement() > 0, () -> world.endAllSessionsOf(subject)));

        racing.does(racing.request("grant-staff", subject));

        assertThat(office.account(subject).get("generation").n()).isEqualTo("4");
        losses.set(3);
        assertThat(racing.ask(racing.request("take-staff", subject).put("request", "another-request-id")))
                .hasToString("{\"refused\":\"busy\"}");
        assertThat(office.account(subject).get("staff").bool()).isTrue();
        assertThat(office.acts(subject)).hasSize(1);
    }

    @Test
    @DisplayName("doesn't unfreeze what was unfrozen and frozen again meanwhile")
    void refrozen() {
        SubjectId subject = office.anAccount().subject();
        office.freeze(subject);
        world.clock().advance(DAY);
        AtomicInteger once = new AtomicInteger(1);
        Office racing = office.with(
                Overtaken.before(dynamo.client(), () -> once.getAndDecrement() > 0, () -> office.freeze(subject)));

        assertThat(racing.ask(racing.request("unfreeze", subject))
                        .path("refused")
                        .asText())
                .isEqualTo("too-early");
    }

    @Test
    @DisplayName("doesn't give an account to an address that became another's meanwhile, nor forget one just added")
    void addressesMeanwhile() {
        SubjectId subject = office.anAccount().subject();
        office.freeze(subject);
        world.clock().advance(DAY);
        AtomicInteger once = new AtomicInteger(1);
        Office taken =
                office.with(Overtaken.before(dynamo.client(), () -> once.getAndDecrement() > 0, () -> another()));
        assertThat(taken.ask(taken.returning(subject, Channel.EMAIL, EMAIL))
                        .path("refused")
                        .asText())
                .isEqualTo("address-in-use");

        EmailAddress thief = new EmailAddress("thief@example.com");
        once.set(1);
        Office added = office.with(Overtaken.before(
                dynamo.client(),
                () -> once.getAndDecrement() > 0,
                () -> office.addAddress(subject, Channel.EMAIL, thief, World.NOON)));
        added.does(added.returning(subject, Channel.SMS, PHONE));

        assertThat(office.guard(Channel.EMAIL, thief)).isEmpty();
        assertThat(office.addresses(subject)).hasSize(1);
    }

    /** Another account, with an e-mail address. */
    private SubjectId another() {
        var outcome = world.accounts()
                .register(world.aRegistration(
                        world.aProof(Channel.EMAIL, EMAIL.value(), Purpose.ENTER), world.aDevice()));
        return ((Registered.NewAccount) outcome).session().subject();
    }

    private int generation(SubjectId subject) {
        return Integer.parseInt(office.account(subject).get("generation").n());
    }

    private Instant trustedFrom(Channel channel) {
        return office.guard(channel, channel == Channel.SMS ? PHONE : EMAIL)
                .orElseThrow()
                .trustedFrom();
    }
}
