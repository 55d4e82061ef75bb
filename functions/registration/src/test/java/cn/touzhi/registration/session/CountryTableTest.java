package cn.touzhi.registration.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.http.ClientAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The country of an address")
class CountryTableTest {
    private final Countries countries = new CountryTable();

    /** Networks that have been where they are for decades: universities and registries. */
    @ParameterizedTest
    @CsvSource({
        "166.111.4.100,CN",
        "202.96.209.5,CN",
        "147.8.2.58,HK",
        "140.112.8.116,TW",
        "137.132.80.57,SG",
        "18.0.0.1,US",
        "133.11.0.1,JP",
        "193.0.6.139,NL",
        "::ffff:166.111.4.100,CN"
    })
    @DisplayName("is that of its network")
    void known(String address, String country) {
        assertThat(countries.of(new ClientAddress(address))).contains(country);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.1.1",
                "172.31.255.255",
                "192.168.0.1",
                "203.0.113.7",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "fd00::1",
                "2001:da8::1",
                "localhost",
                "tsinghua.edu.cn",
                "",
                "1.2.3.4.5",
                "头职"
            })
    @DisplayName("is unknown for networks of no country, for IPv6, and for what is no address")
    void unknown(String address) {
        assertThat(countries.of(new ClientAddress(address))).isEmpty();
    }

    @Test
    @DisplayName("is known, or known to be unknown, for each of all addresses, as two letters")
    void everywhere() {
        int known = 0;
        for (int network = 0; network < 1 << 16; network++) {
            String address = (network >>> 8) + "." + (network & 0xff) + ".128.1";
            var country = countries.of(new ClientAddress(address));
            assertThat(country)
                    .as(address)
                    .matches(code -> code.isEmpty() || code.get().matches("[A-Z]{2}"));
            known += country.isPresent() ? 1 : 0;
        }
        assertThat(known).isGreaterThan((1 << 15));
    }
}
