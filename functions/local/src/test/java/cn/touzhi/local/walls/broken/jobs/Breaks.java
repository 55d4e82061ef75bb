package cn.touzhi.local.walls.broken.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.script.ScriptEngineManager;
import javax.xml.parsers.DocumentBuilderFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Each does what no function may do. They are read, and never run. */
public final class Breaks {
    private Breaks() {}

    /** Reads a whole table. */
    public static final class Scans {
        Object all(DynamoDbClient dynamo) {
            return dynamo.scan(scan -> scan.tableName("Jobs")).items();
        }
    }

    /** Reads a whole table, page by page. */
    public static final class ScansByPages {
        Object all(DynamoDbClient dynamo) {
            return dynamo.scanPaginator(scan -> scan.tableName("Jobs"));
        }
    }

    /** Asks for a whole table. */
    public static final class BuildsScan {
        Object all() {
            return ScanRequest.builder().tableName("Jobs").build();
        }
    }

    /** Puts a statement together. */
    public static final class SpeaksPartiQl {
        Object find(DynamoDbClient dynamo, String name) {
            return dynamo.executeStatement(run -> run.statement("SELECT * FROM Jobs WHERE name = '" + name + "'"));
        }
    }

    /** Runs statements together. */
    public static final class SpeaksPartiQlInTransactions {
        Object run(DynamoDbClient dynamo) {
            return dynamo.executeTransaction(run -> run.clientRequestToken("1"));
        }
    }

    /** Draws what anybody can compute. */
    public static final class IsPredictable {
        int code() {
            return new Random().nextInt();
        }
    }

    /** Likewise, per thread. */
    public static final class IsPredictableByThread {
        int code() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    /** Likewise, for all. */
    public static final class IsPredictableByMath {
        double code() {
            return Math.random();
        }
    }

    /** Likewise, without calling it here. */
    public static final class IsPredictableByReference {
        DoubleSupplier codes() {
            return Math::random;
        }
    }

    /** Likewise, behind an interface. */
    public static final class IsPredictableByDefault {
        RandomGenerator codes() {
            return RandomGenerator.getDefault();
        }
    }

    /** Mixes in an order that anybody can compute. */
    public static final class ShufflesPredictably {
        void mix(List<String> names) {
            Collections.shuffle(names);
        }
    }

    /** Makes an id with too few random bits for a secret. */
    public static final class MakesUuid {
        String token() {
            return UUID.randomUUID().toString();
        }
    }

    /** Prepares a program. */
    public static final class BuildsProcess {
        Object convert(String file) {
            return new ProcessBuilder("convert", file);
        }
    }

    /** Starts a program. */
    public static final class Executes {
        void convert(String file) throws IOException {
            Runtime.getRuntime().exec(new String[] {"convert", file});
        }
    }

    /** Lets the sender choose the classes. */
    public static final class Deserialises {
        Object read(InputStream sent) throws IOException, ClassNotFoundException {
            return new ObjectInputStream(sent).readObject();
        }
    }

    /** Lets the sender choose a directory. */
    public static final class LooksUp {
        Object directory() throws NamingException {
            return new InitialContext();
        }
    }

    /** Has an engine at hand. */
    public static final class RunsScript {
        Object engines() {
            return new ScriptEngineManager().getEngineFactories();
        }
    }

    /** Resolves entities. */
    public static final class ParsesXml {
        Object factory() {
            return DocumentBuilderFactory.newInstance();
        }
    }

    /** Goes where a person's text points. */
    public static final class Fetches {
        Object client() {
            return HttpClient.newHttpClient();
        }
    }

    /** Likewise, as it used to be done. */
    public static final class FetchesOldStyle {
        Object fetch(String address) throws IOException {
            return URI.create(address).toURL().openStream();
        }
    }

    /** Writes what it likes. */
    public static final class Prints {
        void tell(String phoneNumber) {
            System.out.println(phoneNumber);
        }
    }

    /** Writes what others put into a message. */
    public static final class PrintsTrace {
        void tell(IllegalStateException fault) {
            fault.printStackTrace();
        }
    }

    /** Writes what it likes to a log of its own. */
    public static final class LogsFreely {
        void tell(String phoneNumber) {
            Logger.getAnonymousLogger().info(phoneNumber);
        }
    }

    /** Tells by its time where two digests differ. */
    public static final class ComparesBytes {
        boolean same(byte[] one, byte[] other) {
            return Arrays.equals(one, other);
        }
    }
}
