package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.local.demo.Demo;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code mvn -Plocal -Ddemo} fills a cloud with. */
@ExtendWith(RunningCloud.class)
@DisplayName("The demo")
class DemoIT {
    private final World world;

    DemoIT(World world) {
        this.world = world;
    }

    @Test
    @DisplayName("fills a cloud once, with what anybody can then find")
    void fills() {
        assertThat(Demo.fill(world.base())).isEqualTo("3 employers, 7 jobs, 4 resumes, 5 applications");
        assertThat(Demo.fill(world.base())).isEqualTo("0 employers, 0 jobs, 0 resumes, 0 applications");

        String words = URLEncoder.encode("拾光咖啡 店员", StandardCharsets.UTF_8);
        JsonNode found = world.http().get("/v1/jobs?q=" + words, Map.of()).body();
        assertThat(found.path("jobs"))
                .extracting(job -> job.path("employerName").asText())
                .isNotEmpty()
                .allMatch("昆明拾光咖啡有限公司"::equals);
    }
}
