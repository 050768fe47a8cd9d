package org.onthaal.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The Kustomize base says what Kubernetes understands, and what we promise of it. Parsed against
/// the published models; rendered by kubectl where there is one.
class KubernetesBaseTest {
  private static final Path BASE = Path.of("..", "k8s", "base");
  private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

  @Test
  void everyFieldIsOneThatKubernetesKnows() throws Exception {
    for (HasMetadata resource : resources()) {
      assertThat(UnknownFields.of(resource))
          .as(resource.getKind() + " " + resource.getMetadata().getName())
          .isEmpty();
    }
  }

  @Test
  void misspelledFieldIsFound() {
    HasMetadata resource =
        parse("apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  prots: []\n")
            .getFirst();

    assertThat(UnknownFields.of(resource)).containsExactly("spec.prots");
  }

  @Test
  void bothServicesRunWithoutRootOrPrivileges() throws Exception {
    List<PodSpec> pods = pods();

    assertThat(pods).hasSize(2);
    for (PodSpec pod : pods) {
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      for (Container container : containers(pod)) {
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop())
            .containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
      }
    }
  }

  @Test
  void probesAskTheManagementDoor() throws Exception {
    for (PodSpec pod : pods()) {
      Container service = pod.getContainers().getFirst();
      assertThat(service.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
      assertThat(service.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
      assertThat(service.getReadinessProbe().getHttpGet().getPort().getStrVal())
          .isEqualTo("management");
      assertThat(service.getPorts()).extracting("name").contains("http", "grpc", "management");
    }
  }

  @Test
  void noSecretStandsInTheBaseAndEachIsMountedByReference() throws Exception {
    assertThat(resources()).noneMatch(Secret.class::isInstance);
    for (PodSpec pod : pods()) {
      assertThat(pod.getVolumes()).anyMatch(volume -> volume.getSecret() != null);
      assertThat(containers(pod).stream().flatMap(container -> container.getEnv().stream()))
          .allMatch(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
          .allMatch(variable -> variable.getValue().equals("-XX:+ExitOnOutOfMemoryError"));
    }
    for (HasMetadata resource : resources()) {
      if (resource instanceof ConfigMap config) {
        assertThat(config.getData().toString()).doesNotContain("password:");
      }
    }
  }

  @Test
  void everythingIsDeniedUnlessAPolicyAllowsIt() throws Exception {
    List<NetworkPolicy> policies =
        resources().stream()
            .filter(NetworkPolicy.class::isInstance)
            .map(NetworkPolicy.class::cast)
            .toList();

    assertThat(policies)
        .anySatisfy(policy -> {
          assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEmpty();
          assertThat(policy.getSpec().getPolicyTypes())
              .containsExactlyInAnyOrder("Ingress", "Egress");
          assertThat(policy.getSpec().getIngress()).isEmpty();
          assertThat(policy.getSpec().getEgress()).isEmpty();
        });
  }

  private static List<PodSpec> pods() throws IOException, InterruptedException {
    return resources().stream()
        .filter(Deployment.class::isInstance)
        .map(resource -> ((Deployment) resource).getSpec().getTemplate().getSpec())
        .toList();
  }

  private static List<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).toList();
  }

  /// Rendered where kubectl can, file by file otherwise.
  private static List<HasMetadata> resources() throws IOException, InterruptedException {
    if (Files.isExecutable(KUBECTL)) {
      Process render =
          new ProcessBuilder(KUBECTL.toString(), "kustomize", BASE.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String rendered = new String(render.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(render.waitFor()).isZero();
      return parse(rendered);
    }
    List<HasMetadata> resources = new ArrayList<>();
    try (Stream<Path> files = Files.list(BASE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains("\nkind: ") && !text.contains("kind: Kustomization")) {
          resources.addAll(parse(text));
        }
      }
    }
    return resources;
  }

  private static List<HasMetadata> parse(String yaml) {
    return Pattern.compile("(?m)^---$")
        .splitAsStream(yaml)
        .filter(document -> !document.isBlank())
        .map(KubernetesBaseTest::parseOne)
        .toList();
  }

  private static HasMetadata parseOne(String document) {
    return new KubernetesSerialization()
        .unmarshal(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
