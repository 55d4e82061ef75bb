package cn.touzhi.jobs.posting;

import cn.touzhi.jobs.search.CoordSys;
import cn.touzhi.jobs.search.Position;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;

/**
 * A place on the map. Which system it is given in must be said: to take one for another is wrong by some hundred metres.
 * The bounds are those of China.
 */
@Serdeable
@Schema(name = "Position")
record PositionBody(
        @NotNull
        @Pattern(regexp = "GCJ02|WGS84|BD09")
        @Schema(description = "System of the coordinates; answers are in GCJ02", example = "GCJ02")
        String coordSys,

        @NotNull @DecimalMin("3") @DecimalMax("54") @Schema(description = "Degrees north", example = "25.0376")
        BigDecimal latitude,

        @NotNull @DecimalMin("73") @DecimalMax("136") @Schema(description = "Degrees east", example = "102.7143")
        BigDecimal longitude) {
    Position position() {
        return Position.of(CoordSys.valueOf(coordSys), latitude.doubleValue(), longitude.doubleValue());
    }

    static PositionBody of(Position position) {
        return new PositionBody(
                CoordSys.GCJ02.name(),
                BigDecimal.valueOf(position.latitude()),
                BigDecimal.valueOf(position.longitude()));
    }
}
