package cn.touzhi.local.walls;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import cn.touzhi.local.walls.broken.jobs.Breaks;
import cn.touzhi.local.walls.broken.jobs.ImportsAnotherRoom;
import cn.touzhi.local.walls.broken.kernel.ImportsRoom;
import cn.touzhi.local.walls.broken.messaging.SendsForRoom;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;

/** The walls of the house: between rooms, and before what no function does. */
final class Walls {
    private static final String DYNAMO = "software\\.amazon\\.awssdk\\.services\\.dynamodb\\..*";

    private Walls() {}

    /** @param root the package that the modules' packages lie in */
    static List<Wall> all(String root) {
        return List.of(
                Wall.that(
                        "no room imports another room, and what rooms stand on imports none",
                        "a room can be deployed, and erased from, by itself",
                        classes().should(new KeepToThemselves(root)),
                        ImportsAnotherRoom.class,
                        ImportsRoom.class,
                        SendsForRoom.class),
                Wall.that(
                        "nobody scans a table",
                        "every item has a key path from its subject; cost grows with what is asked, not with the table",
                        never(dependingOn("software\\.amazon\\.awssdk\\.services\\.dynamodb\\..*\\.Scan.*")
                                .or(reaching(DYNAMO, "scan(Paginator)?"))),
                        Breaks.Scans.class,
                        Breaks.ScansByPages.class,
                        Breaks.BuildsScan.class),
                Wall.that(
                        "nobody speaks PartiQL",
                        "ASVS v5.0.0-1.2.4: expressions are constant, values are bound",
                        never(dependingOn(DYNAMO + "\\.(Batch)?(Execute)?(Parameterized)?Statement.*")
                                .or(reaching(DYNAMO, "(batchE|e)xecute(Statement|Transaction).*"))),
                        Breaks.SpeaksPartiQl.class,
                        Breaks.SpeaksPartiQlInTransactions.class),
                Wall.that(
                        "all randomness comes from a CSPRNG",
                        "ASVS v5.0.0-11.5.1",
                        never(dependingOn("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom"
                                        + "|random\\.RandomGeneratorFactory)")
                                .or(reaching("java\\.lang\\.(Strict)?Math", "random"))
                                .or(reaching("java\\.util\\.random\\.RandomGenerator", "of|getDefault"))
                                .or(shufflingByItself())),
                        Breaks.IsPredictable.class,
                        Breaks.IsPredictableByThread.class,
                        Breaks.IsPredictableByMath.class,
                        Breaks.IsPredictableByReference.class,
                        Breaks.IsPredictableByDefault.class,
                        Breaks.ShufflesPredictably.class),
                Wall.that(
                        "no UUID is made, for it might come to serve as a secret",
                        "ASVS v5.0.0-11.5.1",
                        never(dependingOn("java\\.util\\.UUID")),
                        Breaks.MakesUuid.class),
                Wall.that(
                        "nobody starts a process",
                        "ASVS v5.0.0-1.2.5",
                        never(dependingOn("java\\.lang\\.(Process|ProcessBuilder|ProcessHandle)(\\$.*)?")
                                .or(reaching("java\\.lang\\.Runtime", "exec"))),
                        Breaks.BuildsProcess.class,
                        Breaks.Executes.class),
                Wall.that(
                        "nobody reads serialised objects",
                        "ASVS v5.0.0-1.5.2",
                        never(dependingOn("java\\.io\\.ObjectInputStream")),
                        Breaks.Deserialises.class),
                Wall.that(
                        "nobody looks anything up by JNDI",
                        "ASVS v5.0.0-1.2.6, v5.0.0-1.3.8",
                        never(dependingOn("javax\\.naming\\..*")),
                        Breaks.LooksUp.class),
                Wall.that(
                        "nobody runs scripts, or parses XML but to look into a file, with next to no rights",
                        "ASVS v5.0.0-1.3.2, v5.0.0-1.5.1; DocxCheckTest",
                        neverButInFiles(
                                dependingOn("javax\\.script\\..*|javax\\.xml\\..*|org\\.(w3c\\.dom|xml\\.sax)\\..*")),
                        Breaks.RunsScript.class,
                        Breaks.ParsesXml.class),
                Wall.that(
                        "nobody fetches a URL; AWS is called by its clients alone",
                        "ASVS v5.0.0-1.3.6",
                        never(dependingOn(
                                "java\\.net\\.http\\..*|java\\.net\\.(URL|HttpURLConnection|URLConnection|Socket)")),
                        Breaks.Fetches.class,
                        Breaks.FetchesOldStyle.class),
                Wall.that(
                        "whatever is logged goes through the operation log, which takes no free text",
                        "clauses 13 and 60; ASVS v5.0.0-16.2.5",
                        never(reaching("java\\.lang\\.System", "out|err|getLogger")
                                .or(reaching(".*", "printStackTrace"))
                                .or(dependingOn("java\\.util\\.logging\\..*|org\\.slf4j\\..*"))),
                        Breaks.Prints.class,
                        Breaks.PrintsTrace.class,
                        Breaks.LogsFreely.class),
                Wall.that(
                        "bytes are compared in constant time, for they might be a digest, unless they are of a file",
                        "ASVS v5.0.0-11.2.4",
                        neverButInFiles(comparingBytes()),
                        Breaks.ComparesBytes.class));
    }

    private static ArchRule never(ArchCondition<JavaClass> deed) {
        return noClasses().should(deed);
    }

    /** What is in files is nobody's secret here, and is there to be looked into. */
    private static ArchRule neverButInFiles(ArchCondition<JavaClass> deed) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("cn.touzhi.attachments.content..")
                .should(deed);
    }

    private static ArchCondition<JavaClass> dependingOn(String className) {
        Pattern pattern = Pattern.compile(className);
        return dependOnClassesThat(DescribedPredicate.describe(
                "are called " + className,
                (JavaClass type) -> pattern.matcher(type.getName()).matches()));
    }

    /** Calls, method references and uses of fields. */
    private static ArchCondition<JavaClass> reaching(String owner, String member) {
        Pattern owners = Pattern.compile(owner);
        Pattern members = Pattern.compile(member);
        return accessTargetWhere(DescribedPredicate.describe(
                "the target is " + owner + "." + member,
                (JavaAccess<?> access) ->
                        owners.matcher(access.getTargetOwner().getName()).matches()
                                && members.matcher(access.getTarget().getName()).matches()));
    }

    private static ArchCondition<JavaClass> shufflingByItself() {
        return accessTargetWhere(DescribedPredicate.describe(
                "the target is Collections.shuffle(List)",
                (JavaAccess<?> access) ->
                        access.getTarget().getFullName().equals("java.util.Collections.shuffle(java.util.List)")));
    }

    private static ArchCondition<JavaClass> comparingBytes() {
        return accessTargetWhere(DescribedPredicate.describe(
                "the target is Arrays.equals(byte[], …)",
                (JavaAccess<?> access) -> access.getTarget().getFullName().startsWith("java.util.Arrays.equals([B")));
    }
}
