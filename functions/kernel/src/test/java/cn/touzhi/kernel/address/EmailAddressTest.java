package cn.touzhi.kernel.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An e-mail address as people type it")
class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "zhang@example.com, zhang@example.com",
        "Zhang@Example.COM, zhang@example.com",
        "zhang@example.com., zhang@example.com",
        "z.h+tag@mail.example.com, z.h+tag@mail.example.com",
        "li@头职.中国, li@xn--2sss32g.xn--fiqs8s",
        "li@头职。中国, li@xn--2sss32g.xn--fiqs8s",
        "li@XN--2SSS32G.xn--fiqs8s, li@xn--2sss32g.xn--fiqs8s",
        "li@ｅｘａｍｐｌｅ.com, li@example.com",
        "li@bücher.example, li@xn--bcher-kva.example",
        "li@bu\u0308cher.example, li@xn--bcher-kva.example",
        "li@p\u0430ypal.com, li@xn--pypal-4ve.com", // a Cyrillic а: another domain, and bound to what it is
        "!#$%&'*+-/=?^_`{|}~@example.com, !#$%&'*+-/=?^_`{|}~@example.com",
        "1@1.example, 1@1.example"
    })
    @DisplayName("is one value whatever the notation")
    void accepted(String typed, String value) {
        assertThat(EmailAddress.parse(typed)).map(EmailAddress::value).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "li",
                "li@",
                "@example.com",
                "li@example",
                "li@@example.com",
                "li@a@example.com",
                "li,wang@example.com",
                "li;wang@example.com",
                "li@example.com,wang@example.com",
                "<li@example.com>",
                "Li <li@example.com>",
                "\"li wang\"@example.com",
                "\"li\"@example.com",
                "li(comment)@example.com",
                "li@(comment)example.com",
                "li@example.com\r\nBcc: x@example.com",
                "li\r\n@example.com",
                "li\u0000@example.com",
                "li@exam\u0000ple.com",
                "li @example.com",
                " li@example.com",
                "li@example.com ",
                "li@\u3000example.com",
                ".li@example.com",
                "li.@example.com",
                "l..i@example.com",
                "li@example..com",
                "li@.example.com",
                "li@-example.com",
                "li@example-.com",
                "li@exam_ple.com",
                "li@[127.0.0.1]",
                "li@127.0.0.1",
                "li@[IPv6:::1]",
                "li@1.2",
                "li@example.123",
                "li@localhost",
                "li@printer.local",
                "li@db.internal",
                "li@x.invalid",
                "li@x.onion",
                "李@example.com",
                "l\u00ef@example.com",
                "\u212ali@example.com",
                "li@stra\u00dfe.de",
                "li@STRA\u1e9eE.de",
                "li@\u03c2.example.gr",
                "li@a\u200db.com",
                "li@example.com\u202e",
                "li\\@example.com",
                "li@xn--.com",
                "li@xn--a.com",
                "li@xn--example-.com",
                "li@..",
                "li@example.com/x",
                "li@example.com:25"
            })
    @DisplayName("is refused where no public mail server could serve it, or a header could be broken by it")
    void refused(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    @DisplayName("has 64 characters before the @ at most, and 254 in all")
    void lengths() {
        assertThat(EmailAddress.parse("l".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.parse("l".repeat(65) + "@example.com")).isEmpty();

        String longest = "l".repeat(64) + "@" + "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(57) + ".com";
        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.parse(longest)).isPresent();
        assertThat(EmailAddress.parse(longest.replace(".com", "d.com"))).isEmpty();
        assertThat(EmailAddress.parse("li@" + "a".repeat(64) + ".com")).isEmpty();
        assertThat(EmailAddress.parse("li@" + "头".repeat(60) + ".com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", "a.", "-", "a-", "@", "头"})
    @DisplayName("of hostile length and pattern is refused at once")
    void hostile(String part) {
        String hostile = part.repeat(100_000);

        Assertions.assertTimeout(Duration.ofMillis(500), () -> {
            assertThat(EmailAddress.parse(hostile)).isEmpty();
            assertThat(EmailAddress.parse("li@" + hostile)).isEmpty();
            assertThat(MailDomain.isNormal(part.repeat(253))).isFalse();
        });
    }

    @Test
    @DisplayName("is shown masked, in text too")
    void masked() {
        EmailAddress address = new EmailAddress("zhang@example.com");

        assertThat(address.masked()).isEqualTo("z***@example.com");
        assertThat(address).hasToString("z***@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zhang@example.com", "zhang@Example.com", "zhang@头职.中国", "zhang"})
    @DisplayName("can't be made in another notation, and the fault doesn't quote it")
    void oneNotation(String value) {
        assertThatThrownBy(() -> new EmailAddress(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an e-mail address in its one form");
    }
}
