package cn.touzhi.kernel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import cn.touzhi.kernel.Infra;
import cn.touzhi.kernel.event.EventCatalogue;
import cn.touzhi.kernel.event.EventJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order to erase")
class ErasureEventsTest {
    private final EventCatalogue catalogue = new EventCatalogue(ErasureEvents.class);

    @Test
    @DisplayName("is read as it was first released")
    void golden() {
        assertThat(catalogue.contradictions()).isEmpty();

        ErasureOrder order = ErasureOrder.of(EventJson.read(catalogue.goldenOf(ErasureEvents.ORDERED)));

        assertThat(order.id().value()).isEqualTo("bY5zF3qLx8GmJd0aRvHc2Q");
        assertThat(order.subject().value()).isEqualTo("l2wkd1v0ZjOK9VRxQ8TNEw");
        assertThat(order.saidBy().value()).isEqualTo("Qn8uV0yZ2b1rKk4sTg7xWw");
    }

    @Test
    @DisplayName("stands in the committed catalogue")
    void committed() {
        new Infra("events.md").assertPart("kernel", catalogue.toMarkdown());
    }
}
