package org.onthaal.sdk.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.testing.FakeFeedback;

class FeedbackBeanTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final FakeFeedback fake = FakeFeedback.create();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void consoleSeesTheFiguresOfTheClient() throws JMException {
    try (FeedbackBean bean = FeedbackBean.register(fake.client(), "permits: \"north\"")) {
      assertThat(bean).isNotNull();
      fake.client().submit(Rating.csat(4).at("parking-permit"));
      fake.client().submit(Rating.csat(4)); // names no touchpoint
      assertThat(fake.ratings()).hasSize(1);

      ObjectName name = name("permits: \"north\"");
      assertThat(SERVER.getAttribute(name, "Delivered")).isEqualTo(1L);
      assertThat(SERVER.getAttribute(name, "DroppedInAll")).isEqualTo(1L);
      assertThat(SERVER.getAttribute(name, "Spooled")).isEqualTo(0L);
      assertThat(SERVER.getAttribute(name, "State")).isEqualTo("DELIVERING");
      TabularData dropped = (TabularData) SERVER.getAttribute(name, "Dropped");
      assertThat(dropped.size()).isEqualTo(DropReason.values().length);
      assertThat(dropped.get(new Object[] {"REJECTED"}).get("value")).isEqualTo(1L);
      assertThat(dropped.get(new Object[] {"EXPIRED"}).get("value")).isEqualTo(0L);
    }
  }

  @Test
  void closingTwiceRemovesItOnceAndLeavesTheClientOpen() throws JMException {
    FeedbackBean bean = FeedbackBean.register(fake.client(), "closed");
    assertThat(SERVER.isRegistered(name("closed"))).isTrue();

    bean.close();
    bean.close();

    assertThat(SERVER.isRegistered(name("closed"))).isFalse();
    fake.client().submit(Rating.csat(4).at("parking-permit"));
    assertThat(fake.ratings()).hasSize(1);
  }

  @Test
  void twoClientsCannotHaveOneName() {
    try (FakeFeedback other = FakeFeedback.create();
        FeedbackBean bean = FeedbackBean.register(fake.client(), "taken")) {
      assertThat(bean).isNotNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FeedbackBean.register(other.client(), "taken"))
          .withMessageContaining("taken");
    }
  }

  private static ObjectName name(String client) throws JMException {
    return new ObjectName("org.onthaal.sdk:type=FeedbackClient,name=" + ObjectName.quote(client));
  }
}
