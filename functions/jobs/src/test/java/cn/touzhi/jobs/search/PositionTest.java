package cn.touzhi.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A position")
class PositionTest {
    private static final double A_METRE = 0.00001;

    @Test
    @DisplayName("of satellites is shifted to that of maps: in Kunming by some 360 m")
    void satellites() {
        Position kunming = Position.of(CoordSys.WGS84, 25.0406, 102.7129);

        assertThat(kunming.latitude()).isCloseTo(25.03763, within(A_METRE));
        assertThat(kunming.longitude()).isCloseTo(102.71434, within(A_METRE));
        assertThat(kunming.metresTo(new Position(25.0406, 102.7129))).isBetween(340.0, 380.0);
    }

    @Test
    @DisplayName("of Baidu is shifted back: Tiananmen as both systems have it")
    void baidu() {
        // BD-09 of GCJ-02 39.908722, 116.397499 by the published formula
        double latitude = 39.908722;
        double longitude = 116.397499;
        double distance = Math.hypot(longitude, latitude) + 0.00002 * Math.sin(latitude * Math.PI * 3000 / 180);
        double angle = Math.atan2(latitude, longitude) + 0.000003 * Math.cos(longitude * Math.PI * 3000 / 180);

        Position back =
                Position.of(CoordSys.BD09, distance * Math.sin(angle) + 0.006, distance * Math.cos(angle) + 0.0065);

        assertThat(back.latitude()).isCloseTo(latitude, within(A_METRE));
        assertThat(back.longitude()).isCloseTo(longitude, within(A_METRE));
    }

    @Test
    @DisplayName("is as far from another as a ruler has it: Kunming to Beijing some 2,090 km")
    void distance() {
        Position kunming = new Position(25.0389, 102.7183);
        Position beijing = new Position(39.9042, 116.4074);

        assertThat(kunming.metresTo(beijing)).isCloseTo(2_090_000, within(15_000.0));
        assertThat(beijing.metresTo(kunming)).isEqualTo(kunming.metresTo(beijing));
        assertThat(kunming.metresTo(new Position(25.0389 + 1.0 / 111.195, 102.7183)))
                .isCloseTo(1000, within(1.0));
    }

    @ParameterizedTest(name = "{0} m by cells of {1} from {2}, {3}")
    @CsvSource({
        "1200, 6, 25.04, 102.71",
        "1200, 6, 53.48, 122.37",
        "1200, 6, 18.25, 109.5",
        "5000, 5, 25.04, 102.71",
        "5000, 5, 53.48, 122.37",
        "20000, 4, 25.04, 102.71",
        "20000, 4, 53.48, 122.37"
    })
    @DisplayName("has all that lies around it in its cells, which are thirty at most")
    void cells(int metres, int length, double latitude, double longitude) {
        Position centre = new Position(latitude, longitude);
        List<String> cells = centre.cellsWithin(metres, length);
        Random random = new Random(7);

        assertThat(cells).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(30);
        int near = 0;
        while (near < 2000) {
            Position other = new Position(
                    latitude + (random.nextDouble() - 0.5) * metres / 40_000,
                    longitude + (random.nextDouble() - 0.5) * metres / 20_000);
            if (centre.metresTo(other) <= metres) {
                near++;
                assertThat(cells).contains(other.cell(length));
            }
        }
    }

    @Test
    @DisplayName("is read as it is stored")
    void stored() {
        Position position = Position.of(CoordSys.GCJ02, 25.0376301, 102.7143399);

        assertThat(Position.of(position.toAttribute())).isEqualTo(position);
        assertThat(position.coarse()).isEqualTo(new Position(25.0376, 102.7143));
    }
}
