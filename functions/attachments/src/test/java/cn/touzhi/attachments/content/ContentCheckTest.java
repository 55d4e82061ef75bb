package cn.touzhi.attachments.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.touzhi.attachments.content.Verdict.Clean;
import cn.touzhi.attachments.content.Verdict.Refused;
import cn.touzhi.kernel.attachment.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The check of a file")
class ContentCheckTest {
    private static final int MUTATIONS = 2_000;

    private final ContentCheck check = new ContentCheck(new TestSignature(), ContentLimits.standard());

    /** Put together when it runs, as {@link TestSignature} is and for the same reason. */
    static byte[] eicar() {
        String[] pieces = {"X5O!P%@AP[4\\PZX54(P^)7CC)7}", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", "H+H*"};
        return String.join("$", pieces).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("accepts what is declared as what it is, and as nothing else")
    void declared(FileKind kind) {
        for (FileKind declared : FileKind.values()) {
            Verdict verdict = check.check(GoodFiles.all().get(kind), declared);
            if (declared == kind) {
                assertThat(verdict).isInstanceOfSatisfying(Clean.class, clean -> assertThat(clean.kind())
                        .isEqualTo(kind));
            } else {
                assertThat(verdict).isEqualTo(new Refused(Reason.TYPE_MISMATCH));
            }
        }
    }

    @Test
    @DisplayName("refuses nothing at all, and more than 20 MB")
    void sizes() {
        assertThat(check.check(new byte[0], FileKind.PDF)).isEqualTo(new Refused(Reason.EMPTY));
        assertThat(check.check(new byte[20 * 1024 * 1024 + 1], FileKind.PDF)).isEqualTo(new Refused(Reason.TOO_LARGE));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "MZ\u0090\0\u0003",
                "\u007fELF\u0002\u0001",
                "\u00cf\u00fa\u00ed\u00fe\u0007\0",
                "\u00ca\u00fe\u00ba\u00be\0\0\0\u0002",
                "#!/bin/sh\nrm -r /",
                "L\0\0\0\u0001\u0014\u0002\0"
            })
    @DisplayName("refuses a program, whatever it is declared as")
    void programs(String start) {
        byte[] program = GoodFiles.join(Octets.of(start), new byte[512]);
        for (FileKind declared : FileKind.values()) {
            assertThat(check.check(program, declared)).isEqualTo(new Refused(Reason.EXECUTABLE));
        }
    }

    @Test
    @DisplayName("refuses a Java archive, whatever it is declared as")
    void javaArchive() {
        byte[] archive = new DocxFile()
                .with("META-INF/MANIFEST.MF", "Main-Class: Evil")
                .with("Evil.class", "\u00ca\u00fe")
                .bytes();
        for (FileKind declared : FileKind.values()) {
            assertThat(check.check(archive, declared)).isEqualTo(new Refused(Reason.EXECUTABLE));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><script>alert(1)</script></html>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                "GIF89a\u0001\0\u0001\0",
                "{\\rtf1\\ansi text}",
                "plain text"
            })
    @DisplayName("refuses everything that is none of the kinds")
    void others(String content) {
        for (FileKind declared : FileKind.values()) {
            assertThat(check.check(Octets.of(content), declared)).isEqualTo(new Refused(Reason.TYPE_MISMATCH));
        }
    }

    @Test
    @DisplayName("refuses what the scan for viruses knows, at the start of a file or inside it")
    void malware() {
        assertThat(check.check(eicar(), FileKind.PDF)).isEqualTo(new Refused(Reason.MALWARE));
        assertThat(check.check(GoodFiles.join(GoodFiles.png(8, 8), eicar()), FileKind.PNG))
                .isEqualTo(new Refused(Reason.MALWARE));
    }

    @Test
    @DisplayName("gives no verdict while the scan for viruses fails")
    void scannerDown() {
        ContentCheck down = new ContentCheck(
                content -> {
                    throw new IllegalStateException("down");
                },
                ContentLimits.standard());

        assertThatThrownBy(() -> down.check(GoodFiles.docx(), FileKind.DOCX)).hasMessage("down");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("gives a verdict on 2,000 damaged files of each kind and never throws")
    void damaged(FileKind kind) {
        long seed = new Random().nextLong();
        System.out.println("damaged " + kind + ": seed " + seed);
        Random random = new Random(seed);
        byte[] good = GoodFiles.all().get(kind);
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            byte[] damaged = good.clone();
            int flips = 1 + random.nextInt(8);
            for (int flip = 0; flip < flips; flip++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(check.check(damaged, kind))
                    .as("seed %d, mutation %d", seed, mutation)
                    .isInstanceOf(Verdict.class);
        }
    }
}
