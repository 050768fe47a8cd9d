package org.onthaal.sdk.jmx;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;

/**
 * A client in the platform's MBean server, as {@code org.onthaal.sdk:type=FeedbackClient,name="…"}.
 * Needs the module {@code java.management}, which each JDK has; an image made by {@code jlink} may
 * lack it.
 *
 * {@snippet :
 * FeedbackBean bean = FeedbackBean.register(client, "permits");
 * }
 */
public final class FeedbackBean implements AutoCloseable {
  private final MBeanServer server;
  private final ObjectName name;

  private FeedbackBean(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Shows a client, until this is closed.
   *
   * @param client to be read; held until then
   * @param name what tells it from other clients of the process, any text
   * @return what ends it
   * @throws IllegalArgumentException when another client of the process has this name
   */
  public static FeedbackBean register(FeedbackClient client, String name) {
    Objects.requireNonNull(client, "client");
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName full =
          new ObjectName("org.onthaal.sdk:type=FeedbackClient,name=" + ObjectName.quote(name));
      server.registerMBean(new Figures(client), full);
      return new FeedbackBean(server, full);
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalArgumentException("a client named " + name + " is registered already", e);
    } catch (JMException e) {
      throw new IllegalStateException("the bean and its name are valid", e);
    }
  }

  /** Shows it no longer. The client stays open. Calling it again changes nothing. */
  @Override
  public void close() {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Closed before, or somebody at a console was faster.
    } catch (JMException e) {
      throw new IllegalStateException("the bean does nothing when it goes", e);
    }
  }

  private record Figures(FeedbackClient client) implements FeedbackMXBean {
    @Override
    public long getDelivered() {
      return client.stats().delivered();
    }

    @Override
    public Map<String, Long> getDropped() {
      Map<DropReason, Long> known = client.stats().dropped();
      Map<String, Long> all = new TreeMap<>();
      for (DropReason each : DropReason.values()) {
        all.put(each.name(), known.getOrDefault(each, 0L));
      }
      return all;
    }

    @Override
    public long getDroppedInAll() {
      return client.stats().droppedInAll();
    }

    @Override
    public long getQueued() {
      return client.stats().queued();
    }

    @Override
    public long getSpooled() {
      return client.stats().spooled();
    }

    @Override
    public long getSetAside() {
      return client.stats().setAside();
    }

    @Override
    public String getState() {
      return client.health().state().name();
    }

    @Override
    public String getStateDetail() {
      return client.health().detail();
    }
  }
}
